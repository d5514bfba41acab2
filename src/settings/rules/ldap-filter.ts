import { isAttributeDescription } from '../../mapping/attribute-description.js';
import { controlCharacterViolation } from './plain-text.js';
import type { RuleViolation } from './rule.js';
import { skipBlanks, trimBlanks } from './white-space.js';

/** A search filter. Values are the bytes that the server compares. */
export type LdapFilter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly LdapFilter[] }
  | { readonly kind: 'not'; readonly filter: LdapFilter }
  | { readonly kind: 'present'; readonly attribute: string }
  | { readonly kind: Comparison; readonly attribute: string; readonly value: Buffer }
  | { readonly kind: 'substrings'; readonly attribute: string; readonly parts: readonly Buffer[] }
  | {
      readonly kind: 'extensible';
      /** `attribute` or `rule` may be empty, but not both. */
      readonly attribute: string;
      readonly rule: string;
      readonly dnAttributes: boolean;
      readonly value: Buffer;
    };

export type Comparison = 'equal' | 'greaterOrEqual' | 'lessOrEqual' | 'approximate';

export type ParsedFilter =
  | {
      readonly ok: true;
      readonly filter: LdapFilter;
      /** Without white space outside values, as RFC 4515 requires it. */
      readonly text: string;
    }
  | { readonly ok: false; readonly violation: RuleViolation };

interface ParsedPart {
  readonly filter: LdapFilter;
  readonly text: string;
  /** Index after the part and the white space that follows it. */
  readonly end: number;
}

const MAX_DEPTH = 50;
/** RFC 4515: parentheses, `*`, `\` and NUL must be escaped as `\28`, `\29`, `\2a`, `\5c`, `\00`. */
const VALUE = /^(?:[^()*\\\0]|\\[0-9a-f]{2})*$/i;
const EXTENSIBLE = /^(?<attribute>[^:]*)(?<dn>:dn)?(?::(?<rule>[^:]+))?:$/i;
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '>': 'greaterOrEqual',
  '<': 'lessOrEqual',
  '~': 'approximate',
};

/**
 * Parses a search filter (RFC 4515). White space is allowed around parentheses, operators and attributes; in a value it
 * belongs to the value. Quotation marks around the whole filter, as a shell needs them, are ignored. Whether its
 * attributes exist is not checked.
 */
export function parseFilter(typed: string): ParsedFilter {
  const text = withoutQuotationMarks(typed);
  const start = skipBlanks(text, 0);
  if (start === text.length) return { ok: false, violation: { code: 'required' } };
  if (text[start] !== '(') return { ok: false, violation: { code: 'filterParentheses' } };
  try {
    if (!text.isWellFormed()) throw new FilterSyntaxError('filterSyntax', 0);
    const { end, ...parsed } = parseFilterAt(text, start, 1);
    if (end !== text.length) throw new FilterSyntaxError('filterSyntax', end);
    return { ok: true, ...parsed };
  } catch (error) {
    if (error instanceof FilterSyntaxError) return { ok: false, violation: error.violation };
    throw error;
  }
}

/** Empty is valid: the person filter of the product. */
export function filterViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string' || trimBlanks(value) === '') return undefined;
  const parsed = parseFilter(value);
  return parsed.ok ? controlCharacterViolation(parsed.text) : parsed.violation;
}

/** The filter as it is stored. A filter that is not valid stays as it was typed, so that positions in it are right. */
export function cleanFilter(text: string): string {
  if (trimBlanks(text) === '') return '';
  const parsed = parseFilter(text);
  return parsed.ok ? parsed.text : text;
}

/** Blanks take the place of the marks, so that positions stay the same. */
function withoutQuotationMarks(text: string): string {
  const inner = trimBlanks(text);
  const mark = inner[0] ?? '';
  const isQuoted = inner.length > 1 && (mark === '"' || mark === "'") && inner.endsWith(mark);
  if (!isQuoted) return text;
  const at = text.indexOf(inner);
  return `${' '.repeat(at + 1)}${inner.slice(1, -1)} `;
}

class FilterSyntaxError extends Error {
  readonly violation: RuleViolation;

  constructor(code: string, index: number) {
    super(code);
    this.violation = { code, params: { position: index + 1 } };
  }
}

/** Parses `( ... )` at `start`. */
function parseFilterAt(text: string, start: number, depth: number): ParsedPart {
  if (depth > MAX_DEPTH) throw new FilterSyntaxError('filterTooDeep', start);
  if (text[start] !== '(') throw new FilterSyntaxError('filterSyntax', start);
  const { filter, text: content, end } = parseContentAt(text, skipBlanks(text, start + 1), depth);
  if (text[end] !== ')') throw new FilterSyntaxError('filterUnbalanced', start);
  return { filter, text: `(${content})`, end: skipBlanks(text, end + 1) };
}

function parseContentAt(text: string, start: number, depth: number): ParsedPart {
  switch (text[start]) {
    case '&':
      return parseListAt(text, start + 1, depth, 'and');
    case '|':
      return parseListAt(text, start + 1, depth, 'or');
    case '!': {
      const { filter, text: negated, end } = parseFilterAt(text, skipBlanks(text, start + 1), depth + 1);
      return { filter: { kind: 'not', filter }, text: `!${negated}`, end };
    }
    default:
      return parseItemAt(text, start);
  }
}

function parseListAt(text: string, start: number, depth: number, kind: 'and' | 'or'): ParsedPart {
  const parts: ParsedPart[] = [];
  let index = skipBlanks(text, start);
  while (text[index] === '(') {
    const part = parseFilterAt(text, index, depth + 1);
    parts.push(part);
    index = part.end;
  }
  if (parts.length === 0) throw new FilterSyntaxError('filterEmptyList', start);
  const filters = parts.map(({ filter }) => filter);
  const operator = kind === 'and' ? '&' : '|';
  return { filter: { kind, filters }, text: operator + parts.map((part) => part.text).join(''), end: index };
}

function parseItemAt(text: string, start: number): ParsedPart {
  const length = text.slice(start).search(/[()]/);
  const end = length === -1 ? text.length : start + length;
  const typed = text.slice(start, end);
  const equals = typed.indexOf('=');
  const left = withoutBlanks(typed.slice(0, Math.max(equals, 0)));
  const right = typed.slice(equals + 1);
  const filter = equals === -1 ? undefined : parseItem(left, right);
  if (!filter) throw new FilterSyntaxError('filterSyntax', start);
  return { filter, text: `${left}=${right}`, end };
}

/** White space around the attribute, a matching rule and the operator, but not within a name: that is an error. */
function withoutBlanks(left: string): string {
  const text = left.split(':').map(trimBlanks).join(':');
  const operator = text.at(-1) ?? '';
  return Object.hasOwn(COMPARISONS, operator) ? trimBlanks(text.slice(0, -1)) + operator : text;
}

function parseItem(left: string, right: string): LdapFilter | undefined {
  if (left.endsWith(':')) return parseExtensible(left, right);

  const kind = COMPARISONS[left.at(-1) ?? ''];
  const attribute = kind ? left.slice(0, -1) : left;
  if (!isAttributeDescription(attribute)) return undefined;
  if (!kind && right === '*') return { kind: 'present', attribute };
  if (!kind && right.includes('*')) return parseSubstrings(attribute, right);
  const value = unescape(right);
  return value && { kind: kind ?? 'equal', attribute, value };
}

function parseSubstrings(attribute: string, text: string): LdapFilter | undefined {
  const parts = text.split('*').map((part) => unescape(part));
  const whole = parts.filter((part) => part !== undefined);
  const isEmptyWithin = whole.slice(1, -1).some((part) => part.length === 0);
  return whole.length === parts.length && !isEmptyWithin ? { kind: 'substrings', attribute, parts: whole } : undefined;
}

/** `cn:caseExactMatch:=Ada`, `:dn:2.4.6.8.10:=value`: an attribute, a matching rule, or both. */
function parseExtensible(left: string, right: string): LdapFilter | undefined {
  const { attribute = '', dn, rule = '' } = EXTENSIBLE.exec(left)?.groups ?? {};
  const value = unescape(right);
  const isNamed = attribute !== '' || rule !== '';
  const isKnown = [attribute, rule].every((name) => name === '' || isAttributeDescription(name));
  if (!isNamed || !isKnown || !value) return undefined;
  return { kind: 'extensible', attribute, rule, dnAttributes: dn !== undefined, value };
}

/** Escaped pairs of hexadecimal digits are bytes; all other characters are UTF-8. */
function unescape(text: string): Buffer | undefined {
  if (!VALUE.test(text)) return undefined;
  const parts = text.split(/(\\[0-9a-f]{2})/i);
  return Buffer.concat(
    parts.map((part) => (part.startsWith('\\') ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))),
  );
}
