import { isAttributeType } from './attribute-description.js';
import { isHexString, textOfHexString } from './hex-string.js';
import { parsePlainName } from './plain-name.js';
import { trimChars } from './trim-chars.js';

export interface NameComponent {
  readonly type: string;
  /** Unescaped. Of the `#` form, the string that it encodes; what is no string stays as it is, in lower case. */
  readonly value: string;
}

/** One RDN. A multi-valued RDN has several components (`cn=Ada+uid=ada`). */
export type RelativeName = readonly NameComponent[];

const ESCAPABLE = new Set(' "#+,;<=>\\');
/** Text that stands for itself, as almost all values do. */
const PLAIN = /^[^"+,;<>\\\0\p{Cs}]*$/u;
const FORBIDDEN_UNESCAPED = new Set('"+,;<>\\\0');

/**
 * Parses a distinguished name (RFC 4514). Like directories, it allows white space around `,`, `+` and `=`. Undefined if
 * the text is not a distinguished name. Empty text is the root: an empty list.
 */
export function parseDistinguishedName(text: string): readonly RelativeName[] | undefined {
  if (text.trim() === '') return [];
  const plain = parsePlainName(text);
  if (plain) return plain;
  const names = splitUnescaped(text, ',').map((rdn) => splitUnescaped(rdn, '+').map((part) => parseComponent(part)));
  const whole = names.filter((rdn) => isComplete(rdn));
  return whole.length === names.length ? whole : undefined;
}

function isComplete(rdn: readonly (NameComponent | undefined)[]): rdn is RelativeName {
  return rdn.every((component) => component !== undefined);
}

/** The parts of a name between separators that no backslash precedes. */
export function splitUnescaped(text: string, separator: string): string[] {
  if (!text.includes('\\')) return text.split(separator);
  const parts = [''];
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === separator) parts.push('');
    else if (char === '\\') parts[parts.length - 1] += char + text.charAt((index += 1));
    else parts[parts.length - 1] += char;
  }
  return parts;
}

function parseComponent(text: string): NameComponent | undefined {
  const equals = text.indexOf('=');
  const type = text.slice(0, Math.max(equals, 0)).trim();
  if (!isAttributeType(type)) return undefined;

  const raw = trimUnescaped(text.slice(equals + 1), trimSpaces);
  const value = raw.startsWith('#') ? ofHexString(raw) : unescape(raw);
  return value === undefined ? undefined : { type, value };
}

/** Keeps a blank at the end that is escaped by a backslash. */
export function trimUnescaped(text: string, trim: (text: string) => string): string {
  const trimmed = trim(text);
  const endsEscaped = /(?:^|[^\\])(?:\\\\)*\\$/.test(trimmed);
  return endsEscaped ? trimmed + text.charAt(text.indexOf(trimmed) + trimmed.length) : trimmed;
}

function trimSpaces(text: string): string {
  return trimChars(text, (char) => char === ' ');
}

function ofHexString(text: string): string | undefined {
  return isHexString(text) ? (textOfHexString(text) ?? text.toLowerCase()) : undefined;
}

/** Escaped pairs of hexadecimal digits are bytes of UTF-8, so the whole value is decoded from bytes. */
function unescape(text: string): string | undefined {
  if (PLAIN.test(text)) return text;
  const bytes: Buffer[] = [];
  for (const [token] of text.matchAll(/\\[0-9a-f]{2}|\\.|[^]/giu)) {
    if (token.length === 3) bytes.push(Buffer.from(token.slice(1), 'hex'));
    else if (token.startsWith('\\') && ESCAPABLE.has(token.slice(1))) bytes.push(Buffer.from(token.slice(1)));
    else if (FORBIDDEN_UNESCAPED.has(token) || token.startsWith('\\') || !token.isWellFormed()) return undefined;
    else bytes.push(Buffer.from(token));
  }
  return decode(Buffer.concat(bytes));
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A value as it is written in a distinguished name, with its special and invisible characters escaped (RFC 4514 section 2.4). */
export function escapeNameValue(text: string): string {
  return text.replaceAll(/["+,;<=>\\]|^#/g, String.raw`\$&`).replaceAll(/[\p{Cc}\p{Cf}]|^\s|\s$/gu, hexPairs);
}

function hexPairs(char: string): string {
  return [...Buffer.from(char)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
}
