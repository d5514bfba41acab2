import { isStorableText, storableText } from '../contract/storable-text.js';
import type { UserField } from '../contract/user-binding.js';
import type { FieldLimits } from '../contract/users-table.js';
import { type Candidates, prepareCandidates } from './candidates.js';
import type { DirectoryUser, Entry, FieldProblem, Mapped, Rejected } from './directory-user.js';
import { ATTRIBUTES, type MappingRule, type MappingTarget } from './mapping-rule.js';
import { offendingValue } from './offending-value.js';
import { namesOf } from './sources/source.js';
import { type Candidate, isUnusable } from './unusable.js';
import { validate, type ValueProblem, type ValueTarget } from './validate/validation.js';

export type MapEntry = (entry: Entry) => Mapped | Rejected;

/** A mapping rule, resolved against the host's users table. */
interface PreparedRule extends ValueTarget {
  readonly candidates: Candidates;
  /** Undefined for a value in the JSON attributes. */
  readonly field: UserField | undefined;
  /** Name within the JSON attributes. */
  readonly name: string;
  readonly required: boolean;
  /** Whether the field keeps its present value if the entry has none. */
  readonly keeps: boolean;
}

type Value = { readonly text: string | null } | { readonly isKept: true } | { readonly problem: FieldProblem };

/**
 * Prepares the rules once. The returned function maps an entry to a directory user or a problem and never throws.
 *
 * A field that requires a value takes the first candidate, and the entry is rejected if that is not valid. Any other field
 * takes the first valid one; if there is none, it keeps its present value, and the user says why. Attribute names are
 * case-insensitive. Rules for fields that the host does not have are ignored.
 */
export function prepareMapping(rules: readonly MappingRule[], limits: FieldLimits): MapEntry {
  const prepared = rules.map((rule) => prepare(rule, limits)).filter((rule) => rule !== undefined);
  return (entry) => mapWith(prepared, entry);
}

function prepare(row: MappingRule, limits: FieldLimits): PreparedRule | undefined {
  const { field, required } = row;
  const rule = { candidates: prepareCandidates(row), names: namesOf(row), keeps: row.whenAbsent === 'keep' };
  if (field.startsWith(ATTRIBUTES)) {
    const name = field.slice(ATTRIBUTES.length);
    return limits.attributes ? { ...rule, field: undefined, name, required, maxLength: Infinity } : undefined;
  }
  const userField = field as UserField;
  if (!limits.fields.has(userField)) return undefined;
  return {
    ...rule,
    field: userField,
    name: '',
    required: required || limits.notNull.has(userField),
    maxLength: limits.maxLength[userField] ?? Infinity,
  };
}

function mapWith(rules: readonly PreparedRule[], entry: Entry): Mapped | Rejected {
  const { dn, stableId } = entry;
  if (!isStorableText(dn))
    return rejected(entry, { code: 'VALUE_UNREADABLE', params: { attribute: 'dn', field: 'dn' } });
  if (stableId === undefined) return rejected(entry, { code: 'STABLE_ID_MISSING', params: {} });

  const fields: { [field in UserField]?: string | null } = {};
  // Without a prototype: names such as `constructor` are ordinary names.
  const attributes = Object.create(null) as Record<string, string>;
  const kept: MappingTarget[] = [];
  const skipped: FieldProblem[] = [];
  for (const rule of rules) {
    const value = valueFor(rule, entry);
    if ('problem' in value) {
      if (rule.required) return rejected(entry, value.problem);
      kept.push(rule.names.field);
      skipped.push(value.problem);
    } else if ('isKept' in value) kept.push(rule.names.field);
    else if (rule.field) fields[rule.field] = value.text;
    else if (value.text !== null) attributes[rule.name] = value.text;
  }
  const user: DirectoryUser = { stableId, dn, fields, attributes };
  return { ok: true, user: kept.length > 0 ? { ...user, kept, skipped } : user };
}

/** The first valid candidate, or what is wrong with the first one. */
function valueFor(rule: PreparedRule, entry: Entry): Value {
  const { candidates, names, required } = rule;
  let first: FieldProblem | undefined;
  for (const candidate of candidates(entry)) {
    const problem = problemOf(candidate, rule);
    if (!problem) return { text: candidate as string };
    const value = isUnusable(candidate) ? candidate.value : candidate;
    first ??= { ...problem, value: value === null ? null : offendingValue(value, names) };
    if (required) break;
  }
  if (first) return { problem: first };
  if (required) return { problem: { code: 'VALUE_MISSING', params: names } };
  return rule.keeps ? { isKept: true } : { text: null };
}

function problemOf(candidate: Candidate, rule: PreparedRule): ValueProblem | undefined {
  if (typeof candidate === 'string' && isStorableText(candidate)) return validate(candidate, rule);
  return isUnusable(candidate) ? candidate.problem : { code: 'VALUE_UNREADABLE', params: rule.names };
}

function rejected({ dn, stableId = '' }: Entry, problem: FieldProblem): Rejected {
  return { ok: false, problem: { dn: storableText(dn), stableId: stableId || null, value: null, ...problem } };
}
