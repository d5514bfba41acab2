import type { PreviewedEntry } from '../contract/preview.js';
import type { UserField } from '../contract/user-binding.js';
import type { FieldLimits } from '../contract/users-table.js';
import type { Entry } from '../mapping/directory-user.js';
import type { MappingRule } from '../mapping/mapping-rule.js';
import { traceRow } from '../mapping/trace-row.js';

/** By which a person is chosen, the best name first. */
const NAMES = [['displayName'], ['commonName'], ['firstName', 'lastName'], ['userName']] as const;
const USED: ReadonlySet<string> = new Set<UserField>([...NAMES.flat(), 'email']);

/** The rows of the mapping that name people. */
export const namingRows = <Row extends MappingRule>(mapping: readonly Row[]): readonly Row[] =>
  mapping.filter(({ field }) => USED.has(field));

/** Name and e-mail address of an entry, as the mapping makes them. */
export function namesOfEntry(
  entry: Entry,
  mapping: readonly MappingRule[],
  limits: FieldLimits,
): Pick<PreviewedEntry, 'name' | 'email'> {
  const values = new Map(namingRows(mapping).map((row) => [row.field, traceRow(row, limits, entry).value]));
  const names = NAMES.map((fields) =>
    fields
      .map((field) => values.get(field) ?? '')
      .join(' ')
      .trim(),
  );
  return { name: names.find((name) => name !== '') ?? null, email: values.get('email') ?? null };
}
