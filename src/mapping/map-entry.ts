import { isStorableText, storableText } from '../contract/storable-text.js';
import type { UserField } from '../contract/user-binding.js';
import type { FieldLimits } from '../contract/users-table.js';
import type { DirectoryUser, Entry, FieldProblem, Mapped, Rejected } from './directory-user.js';
import type { MappingRule, MappingTarget } from './mapping-rule.js';
import { type PreparedRow, prepareRow, type RowValue, valueOfRow } from './prepared-row.js';
import { ValuesByName } from './values-by-name.js';

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

  const user: UserDraft = {
    stableId,
    dn,
    fields: {},
    attributes: new ValuesByName<string>(),
    kept: undefined,
    skipped: undefined,
    choices: undefined,
  };
  for (const row of rows) {
    const value = valueOfRow(row, entry);
    if (typeof value === 'string' || value === null) write(user, row, value);
    else if ('problem' in value && row.required) return rejected(entry, value.problem);
    else writeOther(user, row, value);
  }
  return { ok: true, user };
}

interface UserDraft extends DirectoryUser {
  readonly fields: { [field in UserField]?: string | null };
  readonly attributes: Record<string, string>;
  kept: MappingTarget[] | undefined;
  skipped: FieldProblem[] | undefined;
  choices: Partial<Record<MappingTarget, readonly string[]>> | undefined;
}

/** @param text null if the field is cleared. */
function write(user: UserDraft, { field, name }: PreparedRow, text: string | null): void {
  if (field) user.fields[field] = text;
  else if (text !== null) user.attributes[name] = text;
}

function writeOther(user: UserDraft, row: PreparedRow, value: Exclude<RowValue, string | null>): void {
  const { field } = row.names;
  if ('choices' in value) {
    (user.choices ??= {})[field] = value.choices;
    write(user, row, value.text);
    return;
  }
  (user.kept ??= []).push(field);
  user.skipped ??= [];
  if ('problem' in value) user.skipped.push(value.problem);
}

function rejected({ dn, stableId = '' }: Entry, problem: FieldProblem): Rejected {
  return { ok: false, problem: { dn: storableText(dn), stableId: stableId || null, value: null, ...problem } };
}
