import { isStorableText } from '../contract/storable-text.js';
import type { UserField } from '../contract/user-binding.js';
import type { FieldLimits } from '../contract/users-table.js';
import { type Candidates, prepareCandidates } from './candidates.js';
import { convert } from './conversions/conversion.js';
import { isClean } from './conversions/text-form.js';
import type { AttributeValue, Entry, FieldProblem } from './directory-user.js';
import { ATTRIBUTES, type MappingRule } from './mapping-rule.js';
import { offendingValue } from './offending-value.js';
import type { RowObserver } from './row-observer.js';
import { namesOf, type RowNames, type Taken } from './sources/source.js';
import { attributesOf } from './sources/sources.js';
import { type Candidate, isUnusable } from './unusable.js';
import { validate, validateClean, type ValueProblem, type ValueTarget } from './validate/validation.js';

/** More values than that are not compared with the present one: the first one is taken. */
const MAX_CHOICES = 100;

/** A row of the mapping, resolved against the host's users table. */
export interface PreparedRow extends ValueTarget {
  readonly candidates: Candidates;
  /** Undefined for a value in the JSON attributes. */
  readonly field: UserField | undefined;
  /** Name within the JSON attributes. */
  readonly name: string;
  readonly required: boolean;
  /** What the row makes of an entry without a value. */
  readonly none: RowValue;
}

/**
 * What a row makes of an entry: a text, or null for none; one of several texts, which are all valid; that the field keeps its
 * present value; or a problem.
 */
export type RowValue =
  | string
  | null
  | { readonly text: string; readonly choices: readonly string[] }
  | { readonly isKept: true }
  | { readonly problem: FieldProblem };

/** Prepares a row once. Undefined if the host does not have its field. */
export function prepareRow(row: MappingRule, limits: FieldLimits): PreparedRow | undefined {
  const { field } = row;
  const prepared = { candidates: prepareCandidates(row), names: namesOf(row) };
  if (field.startsWith(ATTRIBUTES)) {
    const { required } = row;
    const name = field.slice(ATTRIBUTES.length);
    const further = { ...prepared, field: undefined, name, required, maxLength: Infinity, none: noneOf(row, required) };
    return limits.attributes ? further : undefined;
  }
  const userField = field as UserField;
  if (!limits.fields.has(userField)) return undefined;
  const required = row.required || limits.notNull.has(userField);
  const maxLength = limits.maxLength[userField] ?? Infinity;
  return { ...prepared, field: userField, name: '', required, maxLength, none: noneOf(row, required) };
}

function noneOf(row: MappingRule, required: boolean): RowValue {
  if (required) return { problem: { code: 'VALUE_MISSING', params: missingNames(row) } };
  return row.whenAbsent === 'keep' ? { isKept: true } : null;
}

/** Of an expression, the attributes that it reads: its text has no value to look for. */
function missingNames(row: MappingRule): RowNames {
  const attributes = row.source?.kind === 'expression' ? attributesOf(row) : [];
  return { ...namesOf(row), ...(attributes.length > 0 ? { attribute: attributes.join(', ') } : {}) };
}

/** The first valid candidate, or what is wrong with the first one. Never throws. */
export function valueOfRow(row: PreparedRow, entry: Entry, observer?: RowObserver): RowValue {
  const taken = row.candidates.source(entry);
  // Who looks on sees each stage.
  const quick = observer ? undefined : quickValue(row, taken);
  return quick === undefined ? valueOfList(row, listOf(taken), observer) : quick;
}

/**
 * What most rows make of most entries: of one text or of none. Undefined if more has to be looked at. `valueOfList` says the
 * same of such values, and takes several times as long.
 */
function quickValue(row: PreparedRow, taken: Taken): RowValue | undefined {
  const isValue = isOneValue(taken);
  if (!isValue && taken.length > 0) return undefined;
  const { toText, whenAbsent } = row.candidates;
  const text = isValue ? validText(row, toText(taken)) : '';
  if (text !== '') return text;
  return whenAbsent === undefined ? row.none : validText(row, whenAbsent);
}

/** A text in its form: empty if nothing is left of it, and undefined if it is not valid. */
function validText(row: PreparedRow, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (isClean(text)) return validateClean(text, row) ? undefined : text;
  const formed = convert(text);
  return formed === '' || (isStorableText(formed) && !validate(formed, row)) ? formed : undefined;
}

function listOf(taken: Taken): readonly Candidate[] {
  return isOneValue(taken) ? [taken] : taken;
}

function isOneValue(taken: Taken): taken is AttributeValue {
  return typeof taken === 'string' || taken instanceof Uint8Array;
}

function valueOfList(row: PreparedRow, taken: readonly Candidate[], observer?: RowObserver): RowValue {
  const { candidates, none } = row;
  const isOneOf = candidates.oneOf !== undefined && taken.length > 1;
  // Who looks on sees what becomes of all values.
  if (isOneOf && observer) candidates.of(taken, observer);
  const found = isOneOf ? oneOfSeveral(row, taken, observer) : undefined;
  if (found !== undefined) return found;
  const { text, problem } = firstValid(row, candidates.of(taken, isOneOf ? undefined : observer), observer);
  return text ?? (problem ? { problem } : none);
}

/** Of the most preferred class that has valid values. Undefined if the values make nothing, and for other rows. */
function oneOfSeveral(row: PreparedRow, taken: readonly Candidate[], observer?: RowObserver): RowValue | undefined {
  let first: FieldProblem | undefined;
  for (const values of row.candidates.oneOf?.classes(taken) ?? []) {
    const texts: string[] = [];
    for (const value of values) {
      const { text, problem } = ofOneValue(row, value, texts.length > 0 ? undefined : observer);
      if (texts.length === 0) first ??= problem;
      if (first && row.required) return { problem: first };
      if (text !== undefined && !texts.includes(text)) texts.push(text);
      if (texts.length > MAX_CHOICES) break;
    }
    const [text] = texts;
    if (text !== undefined) return isChoice(texts) ? { text, choices: texts } : text;
  }
  return first && { problem: first };
}

function isChoice({ length }: readonly string[]): boolean {
  return length > 1 && length <= MAX_CHOICES;
}

function ofOneValue(row: PreparedRow, value: Candidate, observer?: RowObserver): ValidOrProblem {
  const { toText, oneOf } = row.candidates;
  const quick = observer || isUnusable(value) ? undefined : validText(row, toText(value));
  if (quick === undefined) return firstValid(row, oneOf?.ofValue(value) ?? [], observer);
  return { text: quick === '' ? undefined : quick, problem: undefined };
}

interface ValidOrProblem {
  readonly text: string | undefined;
  readonly problem: FieldProblem | undefined;
}

/** The first valid candidate, and what is wrong with the first one. A required field takes the first one or none. */
function firstValid(row: PreparedRow, candidates: readonly Candidate[], observer?: RowObserver): ValidOrProblem {
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
