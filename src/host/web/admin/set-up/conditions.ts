/** How an attribute is compared. */
export const OPERATORS = [
  'is',
  'isNot',
  'startsWith',
  'endsWith',
  'contains',
  'atLeast',
  'atMost',
  'exists',
  'isMissing',
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  readonly attribute: string;
  readonly operator: Operator;
  /** Not used with `exists` and `isMissing`. */
  readonly value: string;
}

/** What a filter asks for, as far as conditions can say it. */
export interface Conditions {
  /** Whether all have to be met, or any. */
  readonly join: 'all' | 'any';
  readonly conditions: readonly Condition[];
}

export function needsValue(operator: Operator): boolean {
  return operator !== 'exists' && operator !== 'isMissing';
}

/** The filter (RFC 4515) of the conditions, without those that are not complete yet. */
export function filterOf({ join, conditions }: Conditions): string {
  const parts = conditions.filter(isComplete).map(partOf);
  const [only = ''] = parts;
  return parts.length > 1 ? `(${join === 'all' ? '&' : '|'}${parts.join('')})` : only;
}

/** The conditions of a filter; undefined if they cannot express it. */
export function conditionsOf(filter: string): Conditions | undefined {
  const text = filter.trim();
  if (text === '') return { join: 'all', conditions: [] };
  const list = /^\(\s*([&|])\s*(.*)\)$/s.exec(text);
  const [, sign, inner = ''] = list ?? [];
  const parts = list ? partsOf(inner) : [text];
  const conditions = parts?.map(conditionOf);
  if (!conditions?.every((each) => each !== undefined)) return undefined;
  return conditions.length > 0 ? { join: sign === '|' ? 'any' : 'all', conditions } : undefined;
}

function isComplete({ attribute, operator, value }: Condition): boolean {
  return attribute.trim() !== '' && (!needsValue(operator) || value !== '');
}

function partOf({ attribute, operator, value }: Condition): string {
  const [name, text] = [attribute.trim(), escaped(value)];
  switch (operator) {
    case 'isNot':
      return `(!(${name}=${text}))`;
    case 'startsWith':
      return `(${name}=${text}*)`;
    case 'endsWith':
      return `(${name}=*${text})`;
    case 'contains':
      return `(${name}=*${text}*)`;
    case 'atLeast':
      return `(${name}>=${text})`;
    case 'atMost':
      return `(${name}<=${text})`;
    case 'exists':
      return `(${name}=*)`;
    case 'isMissing':
      return `(!(${name}=*))`;
    default:
      return `(${name}=${text})`;
  }
}

/** A comparison, or one that is negated. Neither has parentheses within. */
const PART = /\(\s*(?:!\s*\([^()]*\)\s*|[^()!&|][^()]*)\)/y;

/** Undefined if there is anything else than comparisons. */
function partsOf(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const blank = /\s*/y;
    blank.lastIndex = at;
    PART.lastIndex = at + (blank.exec(text)?.[0].length ?? 0);
    if (PART.lastIndex === text.length) return parts;
    const part = PART.exec(text)?.[0];
    if (part === undefined) return undefined;
    parts.push(part);
    at = PART.lastIndex;
  }
  return parts;
}

const COMPARISON = /^\(\s*(?<name>[a-z][\w.;-]*|\d[\d.]*)\s*(?<sign>[<>]?=)(?<value>[^()]*)\)$/is;

function conditionOf(part: string): Condition | undefined {
  const negated = /^\(\s*!\s*(\([^()]*\))\s*\)$/s.exec(part)?.[1];
  const { name: attribute = '', sign = '', value = '' } = COMPARISON.exec(negated ?? part)?.groups ?? {};
  const compared = attribute === '' ? undefined : comparedWith(sign, value);
  if (!compared || negated === undefined) return compared && { attribute, ...compared };
  if (compared.operator === 'exists') return { attribute, operator: 'isMissing', value: '' };
  return compared.operator === 'is' ? { attribute, operator: 'isNot', value: compared.value } : undefined;
}

function comparedWith(sign: string, typed: string): Omit<Condition, 'attribute'> | undefined {
  if (sign === '=' && typed === '*') return { operator: 'exists', value: '' };
  const [, first = '', middle = '', last = ''] = /^(\*?)([^*]*)(\*?)$/s.exec(typed) ?? [];
  const value = unescaped(middle);
  if (value === undefined || value === '' || first + middle + last !== typed) return undefined;
  if (sign === '=') return { operator: PATTERNS[`${first}_${last}`] ?? 'is', value };
  return first + last === '' ? { operator: sign === '>=' ? 'atLeast' : 'atMost', value } : undefined;
}

const PATTERNS: Readonly<Record<string, Operator>> = { '*_*': 'contains', '*_': 'endsWith', '_*': 'startsWith' };

function escaped(text: string): string {
  return text.replaceAll(/[\0()*\\]/g, (char) => `\\${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Undefined if the bytes are no text. */
function unescaped(text: string): string | undefined {
  if (/\\(?![0-9a-f]{2})/i.test(text)) return undefined;
  try {
    return decodeURIComponent(encodeURIComponent(text).replaceAll(/%5C([0-9a-f]{2})/gi, '%$1'));
  } catch {
    return undefined;
  }
}
