import { isAttributeDescription } from './attribute-description.js';
import type { RuleViolation } from './rule.js';

/** A search filter, its values as the bytes that are compared. */
export type LdapFilter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly LdapFilter[] }
  | { readonly kind: 'not'; readonly filter: LdapFilter }
  | { readonly kind: 'present'; readonly attribute: string }
  | { readonly kind: Comparison; readonly attribute: string; readonly value: Buffer }
  | { readonly kind: 'substrings'; readonly attribute: string; readonly parts: readonly Buffer[] }
  | {
      readonly kind: 'extensible';
      /** At least one of the two is not empty. */
      readonly attribute: string;
      readonly rule: string;
      readonly dnAttributes: boolean;
      readonly value: Buffer;
    };

export type Comparison = 'equal' | 'greaterOrEqual' | 'lessOrEqual' | 'approximate';

export type ParsedFilter =
  { readonly ok: true; readonly filter: LdapFilter } | { readonly ok: false; readonly refusal: RuleViolation };

interface Read {
  readonly filter: LdapFilter;
  /** Index after it. */
  readonly end: number;
}

const MAX_DEPTH = 50;
/** RFC 4515: what stands for itself in a value. Parentheses, `*`, `\` and NUL are written `\28`, `\29`, `\2a`, `\5c`, `\00`. */
const VALUE = /^(?:[^()*\\\0]|\\[0-9a-f]{2})*$/i;
const EXTENSIBLE = /^(?<attribute>[^:]*)(?<dn>:dn)?(?::(?<rule>[^:]+))?:$/i;
const SIGNS: Readonly<Record<string, Comparison>> = { '>': 'greaterOrEqual', '<': 'lessOrEqual', '~': 'approximate' };

/** Parses a search filter (RFC 4515). Which attributes exist only the directory knows. */
export function parseFilter(text: string): ParsedFilter {
  if (text === '') return { ok: false, refusal: { code: 'required' } };
  if (!text.startsWith('(')) return { ok: false, refusal: { code: 'filterParentheses' } };
  try {
    if (!text.isWellFormed()) throw new FilterRefused('filterSyntax', 0);
    const { filter, end } = filterAt(text, 0, 1);
    if (end !== text.length) throw new FilterRefused('filterSyntax', end);
    return { ok: true, filter };
  } catch (error) {
    if (error instanceof FilterRefused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

export function refuseFilter(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  const parsed = parseFilter(value);
  return parsed.ok ? undefined : parsed.refusal;
}

class FilterRefused extends Error {
  readonly refusal: RuleViolation;

  constructor(code: string, index: number) {
    super(code);
    this.refusal = { code, params: { position: index + 1 } };
  }
}

/** Reads `( ... )` at `start`. */
function filterAt(text: string, start: number, depth: number): Read {
  if (depth > MAX_DEPTH) throw new FilterRefused('filterTooDeep', start);
  if (text[start] !== '(') throw new FilterRefused('filterSyntax', start);
  const { filter, end } = contentAt(text, start + 1, depth);
  if (text[end] !== ')') throw new FilterRefused('filterUnbalanced', start);
  return { filter, end: end + 1 };
}

function contentAt(text: string, start: number, depth: number): Read {
  switch (text[start]) {
    case '&':
      return listAt(text, start + 1, depth, 'and');
    case '|':
      return listAt(text, start + 1, depth, 'or');
    case '!': {
      const { filter, end } = filterAt(text, start + 1, depth + 1);
      return { filter: { kind: 'not', filter }, end };
    }
    default:
      return itemAt(text, start);
  }
}

function listAt(text: string, start: number, depth: number, kind: 'and' | 'or'): Read {
  const filters: LdapFilter[] = [];
  let index = start;
  while (text[index] === '(') {
    const { filter, end } = filterAt(text, index, depth + 1);
    filters.push(filter);
    index = end;
  }
  if (filters.length === 0) throw new FilterRefused('filterEmptyList', start);
  return { filter: { kind, filters }, end: index };
}

function itemAt(text: string, start: number): Read {
  const length = text.slice(start).search(/[()]/);
  const end = length === -1 ? text.length : start + length;
  const filter = item(text.slice(start, end));
  if (!filter) throw new FilterRefused('filterSyntax', start);
  return { filter, end };
}

function item(text: string): LdapFilter | undefined {
  const equals = text.indexOf('=');
  if (equals === -1) return undefined;
  const left = text.slice(0, equals);
  const right = text.slice(equals + 1);
  if (left.endsWith(':')) return extensible(left, right);

  const kind = SIGNS[left.at(-1) ?? ''];
  const attribute = kind ? left.slice(0, -1) : left;
  if (!isAttributeDescription(attribute)) return undefined;
  if (!kind && right === '*') return { kind: 'present', attribute };
  if (!kind && right.includes('*')) return substrings(attribute, right);
  const value = unescape(right);
  return value && { kind: kind ?? 'equal', attribute, value };
}

function substrings(attribute: string, text: string): LdapFilter | undefined {
  const parts = text.split('*').map((part) => unescape(part));
  const whole = parts.filter((part) => part !== undefined);
  const isEmptyWithin = whole.slice(1, -1).some((part) => part.length === 0);
  return whole.length === parts.length && !isEmptyWithin ? { kind: 'substrings', attribute, parts: whole } : undefined;
}

/** `cn:caseExactMatch:=Ada`, `:dn:2.4.6.8.10:=value`: an attribute, a rule, or both. */
function extensible(left: string, right: string): LdapFilter | undefined {
  const { attribute = '', dn, rule = '' } = EXTENSIBLE.exec(left)?.groups ?? {};
  const value = unescape(right);
  const isNamed = attribute !== '' || rule !== '';
  const isKnown = [attribute, rule].every((name) => name === '' || isAttributeDescription(name));
  if (!isNamed || !isKnown || !value) return undefined;
  return { kind: 'extensible', attribute, rule, dnAttributes: dn !== undefined, value };
}

/** Escaped pairs of hexadecimal digits are bytes, everything else is UTF-8. */
function unescape(text: string): Buffer | undefined {
  if (!VALUE.test(text)) return undefined;
  const parts = text.split(/(\\[0-9a-f]{2})/i);
  return Buffer.concat(
    parts.map((part) => (part.startsWith('\\') ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))),
  );
}
