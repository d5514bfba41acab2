import { isStorableText } from '../contract/storable-text.js';
import type { UserField } from '../contract/user-binding.js';
import type { FieldLimits } from '../contract/users-table.js';
import { type Candidates, plainAttribute, prepareCandidates } from './candidates.js';
import { isClean } from './conversions/text-form.js';
import type { Entry, FieldProblem } from './directory-user.js';
import { ATTRIBUTES, type MappingRule } from './mapping-rule.js';
import { offendingValue } from './offending-value.js';
import type { RowObserver } from './row-observer.js';
import { namesOf } from './sources/source.js';
import { valuesOf } from './sources/sources.js';
import { type Candidate, isUnusable } from './unusable.js';
import { validate, validateClean, type ValueProblem, type ValueTarget } from './validate/validation.js';

/** More values than that are not compared with the present one: the first one is taken. */
const MAX_CHOICES = 100;

/** A row of the mapping, resolved against the host's users table. */
export interface PreparedRow extends ValueTarget {
  readonly candidates: Candidates;
  /** See `plainAttribute`. */
  readonly plain: string | undefined;
  /** Undefined for a value in the JSON attributes. */
  readonly field: UserField | undefined;
  /** Name within the JSON attributes. */
  readonly name: string;
  readonly required: boolean;
  /** Whether the field keeps its present value if the entry has none. */
  readonly keeps: boolean;
}

/**
 * What a row makes of an entry: a text, or null for none; that the field keeps its present value; or a problem. `choices` are all
 * valid values, if there are several of which the row takes one.
 */
export type RowValue =
  | { readonly text: string | null; readonly choices?: readonly string[] }
  | { readonly isKept: true }
  | { readonly problem: FieldProblem };

/** Prepares a row once. Undefined if the host does not have its field. */
export function prepareRow(row: MappingRule, limits: FieldLimits): PreparedRow | undefined {
  const { field, required } = row;
  const prepared = {
    candidates: prepareCandidates(row),
    plain: plainAttribute(row),
    names: namesOf(row),
    keeps: row.whenAbsent === 'keep',
  };
  if (field.startsWith(ATTRIBUTES)) {
    const name = field.slice(ATTRIBUTES.length);
    return limits.attributes ? { ...prepared, field: undefined, name, required, maxLength: Infinity } : undefined;
  }
  const userField = field as UserField;
  if (!limits.fields.has(userField)) return undefined;
  return {
    ...prepared,
    field: userField,
    name: '',
    required: required || limits.notNull.has(userField),
    maxLength: limits.maxLength[userField] ?? Infinity,
  };
}

/**
 * The value of a plain row whose attribute has one value, which is clean and valid. Undefined if more has to be looked at:
 * `valueOfRow` says the same of such values, and takes several times as long.
 */
export function plainValue(row: PreparedRow, entry: Entry): string | undefined {
  if (row.plain === undefined) return undefined;
  const values = valuesOf(entry, row.plain);
  const only = values[0];
  if (values.length !== 1 || typeof only !== 'string' || !isClean(only)) return undefined;
  return validateClean(only, row) ? undefined : only;
}

/** The first valid candidate, or what is wrong with the first one. Never throws. */
export function valueOfRow(row: PreparedRow, entry: Entry, observer?: RowObserver): RowValue {
  const { candidates, names, required, keeps } = row;
  const taken = candidates.source(entry);
  const isOneOf = candidates.oneOf !== undefined && taken.length > 1;
  // Who looks on sees what becomes of all values.
  if (isOneOf && observer) candidates.of(taken, observer);
  const found = isOneOf ? oneOfSeveral(row, taken, observer) : undefined;
  if (found) return found;
  const { text, problem } = firstValid(row, candidates.of(taken, isOneOf ? undefined : observer), observer);
  if (text !== undefined) return { text };
  if (problem) return { problem };
  if (required) return { problem: { code: 'VALUE_MISSING', params: names } };
  return keeps ? { isKept: true } : { text: null };
}

/** Of the most preferred class that has valid values. Undefined if the values make nothing, and for other rows. */
function oneOfSeveral(row: PreparedRow, taken: readonly Candidate[], observer?: RowObserver): RowValue | undefined {
  const { oneOf } = row.candidates;
  let first: FieldProblem | undefined;
  for (const values of oneOf?.classes(taken) ?? []) {
    const texts = new Set<string>();
    for (const value of values) {
      const { text, problem } = firstValid(row, oneOf?.ofValue(value) ?? [], texts.size > 0 ? undefined : observer);
      if (texts.size === 0) first ??= problem;
      if (first && row.required) return { problem: first };
      if (text !== undefined) texts.add(text);
      if (texts.size > MAX_CHOICES) break;
    }
    const [text] = texts;
    if (text !== undefined) return isChoice(texts) ? { text, choices: [...texts] } : { text };
  }
  return first && { problem: first };
}

function isChoice({ size }: ReadonlySet<string>): boolean {
  return size > 1 && size <= MAX_CHOICES;
}

/** The first valid candidate, and what is wrong with the first one. A required field takes the first one or none. */
function firstValid(row: PreparedRow, candidates: readonly Candidate[], observer?: RowObserver) {
  let first: FieldProblem | undefined;
  for (const candidate of candidates) {
    const problem = problemOf(candidate, row);
    observer?.tried(candidate, problem);
    if (!problem) return { text: candidate as string, problem: first };
    const value = isUnusable(candidate) ? candidate.value : candidate;
    first ??= { ...problem, value: value === null ? null : offendingValue(value, row.names) };
    if (row.required) break;
  }
  return { text: undefined, problem: first };
}

function problemOf(candidate: Candidate, row: PreparedRow): ValueProblem | undefined {
  if (typeof candidate === 'string' && isStorableText(candidate)) return validate(candidate, row);
  return isUnusable(candidate) ? candidate.problem : { code: 'VALUE_UNREADABLE', params: row.names };
}
