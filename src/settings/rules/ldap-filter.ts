import { isAttributeDescription } from './attribute-description.js';
import type { RuleViolation } from './rule.js';

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
  { readonly ok: true; readonly filter: LdapFilter } | { readonly ok: false; readonly violation: RuleViolation };

interface ParsedPart {
  readonly filter: LdapFilter;
  /** Index after the part. */
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

/** Parses a search filter (RFC 4515). Whether its attributes exist is not checked. */
export function parseFilter(text: string): ParsedFilter {
  if (text === '') return { ok: false, violation: { code: 'required' } };
  if (!text.startsWith('(')) return { ok: false, violation: { code: 'filterParentheses' } };
  try {
    if (!text.isWellFormed()) throw new FilterSyntaxError('filterSyntax', 0);
    const { filter, end } = parseFilterAt(text, 0, 1);
    if (end !== text.length) throw new FilterSyntaxError('filterSyntax', end);
    return { ok: true, filter };
  } catch (error) {
    if (error instanceof FilterSyntaxError) return { ok: false, violation: error.violation };
    throw error;
  }
}

export function filterViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  const parsed = parseFilter(value);
  return parsed.ok ? undefined : parsed.violation;
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
  const { filter, end } = parseContentAt(text, start + 1, depth);
  if (text[end] !== ')') throw new FilterSyntaxError('filterUnbalanced', start);
  return { filter, end: end + 1 };
}

function parseContentAt(text: string, start: number, depth: number): ParsedPart {
  switch (text[start]) {
    case '&':
      return parseListAt(text, start + 1, depth, 'and');
    case '|':
      return parseListAt(text, start + 1, depth, 'or');
    case '!': {
      const { filter, end } = parseFilterAt(text, start + 1, depth + 1);
      return { filter: { kind: 'not', filter }, end };
    }
    default:
      return parseItemAt(text, start);
  }
}

function parseListAt(text: string, start: number, depth: number, kind: 'and' | 'or'): ParsedPart {
  const filters: LdapFilter[] = [];
  let index = start;
  while (text[index] === '(') {
    const { filter, end } = parseFilterAt(text, index, depth + 1);
    filters.push(filter);
    index = end;
  }
  if (filters.length === 0) throw new FilterSyntaxError('filterEmptyList', start);
  return { filter: { kind, filters }, end: index };
}

function parseItemAt(text: string, start: number): ParsedPart {
  const length = text.slice(start).search(/[()]/);
  const end = length === -1 ? text.length : start + length;
  const filter = parseItem(text.slice(start, end));
  if (!filter) throw new FilterSyntaxError('filterSyntax', start);
  return { filter, end };
}

function parseItem(text: string): LdapFilter | undefined {
  const equals = text.indexOf('=');
  if (equals === -1) return undefined;
  const left = text.slice(0, equals);
  const right = text.slice(equals + 1);
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
