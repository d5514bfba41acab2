import { isStorableText, storableText } from '../contract/storable-text.js';
import type { UserField } from '../contract/user-binding.js';
import type { FieldLimits } from '../contract/users-table.js';
import type { DirectoryUser, Entry, FieldProblem, Mapped, Rejected } from './directory-user.js';
import type { MappingRule, MappingTarget } from './mapping-rule.js';
import { plainValue, type PreparedRow, prepareRow, type RowValue, valueOfRow } from './prepared-row.js';

export type MapEntry = (entry: Entry) => Mapped | Rejected;

/**
 * Prepares the rules once. The returned function maps an entry to a directory user or a problem and never throws.
 *
 * A field that requires a value takes the first candidate, and the entry is rejected if that is not valid. Any other field
 * takes the first valid one; if there is none, it keeps its present value, and the user says why. Attribute names are
 * case-insensitive. Rules for fields that the host does not have are ignored.
 */
export function prepareMapping(rules: readonly MappingRule[], limits: FieldLimits): MapEntry {
  const prepared = rules.map((rule) => prepareRow(rule, limits)).filter((row) => row !== undefined);
  return (entry) => mapWith(prepared, entry);
}

function mapWith(rows: readonly PreparedRow[], entry: Entry): Mapped | Rejected {
  const { dn, stableId } = entry;
  if (!isStorableText(dn))
    return rejected(entry, { code: 'VALUE_UNREADABLE', params: { attribute: 'dn', field: 'dn' } });
  if (stableId === undefined) return rejected(entry, { code: 'STABLE_ID_MISSING', params: {} });

  const fields: { [field in UserField]?: string | null } = {};
  // Without a prototype: names such as `constructor` are ordinary names.
  const attributes = Object.create(null) as Record<string, string>;
  const kept: MappingTarget[] = [];
  const skipped: FieldProblem[] = [];
  let choices: Record<string, readonly string[]> | undefined;
  for (const row of rows) {
    const value = plainValue(row, entry) ?? valueOfRow(row, entry);
    const several = choicesOf(value);
    if (several) (choices ??= {})[row.names.field] = several;
    const text = textOf(value);
    if (text === undefined) {
      const problem = problemOf(value);
      if (problem && row.required) return rejected(entry, problem);
      kept.push(row.names.field);
      if (problem) skipped.push(problem);
    } else if (row.field) fields[row.field] = text;
    else if (text !== null) attributes[row.name] = text;
  }
  const user: DirectoryUser = { stableId, dn, fields, attributes };
  if (kept.length === 0 && !choices) return { ok: true, user };
  return { ok: true, user: { ...user, ...(kept.length > 0 && { kept, skipped }), ...(choices && { choices }) } };
}

/** Null if the field is cleared, undefined if it keeps its value. */
function textOf(value: string | RowValue): string | null | undefined {
  if (typeof value === 'string') return value;
  return 'text' in value ? value.text : undefined;
}

function choicesOf(value: string | RowValue): readonly string[] | undefined {
  return typeof value !== 'string' && 'choices' in value ? value.choices : undefined;
}

function problemOf(value: string | RowValue): FieldProblem | undefined {
  return typeof value !== 'string' && 'problem' in value ? value.problem : undefined;
}

function rejected({ dn, stableId = '' }: Entry, problem: FieldProblem): Rejected {
  return { ok: false, problem: { dn: storableText(dn), stableId: stableId || null, value: null, ...problem } };
}
