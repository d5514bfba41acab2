import { isAttributeDescription } from './attribute-description.js';
import type { Refusal } from './refusal.js';

const MAX_DEPTH = 50;
/** RFC 4515: what stands for itself in a value. Parentheses, `*`, `\` and NUL are written `\28`, `\29`, `\2a`, `\5c`, `\00`. */
const VALUE = /^(?:[^()*\\\0]|\\[0-9a-f]{2})*$/i;
const SUBSTRINGS = /^(?:[^()\\\0]|\\[0-9a-f]{2})*$/i;
const EXTENSIBLE = /^(?<type>[^:]*)(?<dn>:dn)?(?::(?<rule>[^:]+))?:$/i;

/** Refuses what is not a search filter (RFC 4515). Which attributes exist only the directory knows. */
export function refuseFilter(value: unknown): Refusal | undefined {
  if (typeof value !== 'string') return undefined;
  if (value === '') return { code: 'required' };
  if (!value.startsWith('(')) return { code: 'filterParentheses' };
  if (!value.isWellFormed()) return { code: 'filterSyntax', params: { position: 1 } };

  try {
    const end = filterAt(value, 0, 1);
    return end === value.length ? undefined : refusal('filterSyntax', end);
  } catch (error) {
    if (error instanceof FilterRefused) return refusal(error.code, error.index);
    throw error;
  }
}

class FilterRefused extends Error {
  readonly code: string;
  readonly index: number;

  constructor(code: string, index: number) {
    super(code);
    this.code = code;
    this.index = index;
  }
}

function refusal(code: string, index: number): Refusal {
  return { code, params: { position: index + 1 } };
}

/** Reads `( ... )` at `start`; returns the index after it. */
function filterAt(text: string, start: number, depth: number): number {
  if (depth > MAX_DEPTH) throw new FilterRefused('filterTooDeep', start);
  if (text[start] !== '(') throw new FilterRefused('filterSyntax', start);
  const end = contentAt(text, start + 1, depth);
  if (text[end] !== ')') throw new FilterRefused('filterUnbalanced', start);
  return end + 1;
}

function contentAt(text: string, start: number, depth: number): number {
  switch (text[start]) {
    case '&':
    case '|':
      return listAt(text, start + 1, depth);
    case '!':
      return filterAt(text, start + 1, depth + 1);
    default:
      return itemAt(text, start);
  }
}

function listAt(text: string, start: number, depth: number): number {
  let index = start;
  while (text[index] === '(') index = filterAt(text, index, depth + 1);
  if (index === start) throw new FilterRefused('filterEmptyList', start);
  return index;
}

function itemAt(text: string, start: number): number {
  const length = text.slice(start).search(/[()]/);
  const end = length === -1 ? text.length : start + length;
  const item = text.slice(start, end);
  if (!isItem(item)) throw new FilterRefused('filterSyntax', start);
  return end;
}

function isItem(item: string): boolean {
  const equals = item.indexOf('=');
  const value = item.slice(equals + 1);
  const left = item.slice(0, Math.max(equals, 0));
  const type = left.replace(/[~<>:]$/, '');

  if (left.endsWith(':')) return isExtensible(left) && VALUE.test(value);
  if (!isAttributeDescription(type)) return false;
  return type === left ? SUBSTRINGS.test(value) && !value.includes('**') : VALUE.test(value);
}

/** `cn:caseExactMatch:=Ada`, `:dn:2.4.6.8.10:=value`: an attribute, a rule, or both. */
function isExtensible(left: string): boolean {
  const { type = '', rule } = EXTENSIBLE.exec(left)?.groups ?? {};
  if (type === '' && rule === undefined) return false;
  return (type === '' || isAttributeDescription(type)) && (rule === undefined || isAttributeDescription(rule));
}
