import { storableJson } from '../../contract/storable-text.js';
import type { UserField } from '../../contract/user-binding.js';
import type { DirectoryUser } from '../../mapping/directory-user.js';
import { ATTRIBUTES, type MappingTarget } from '../../mapping/mapping-rule.js';
import { join, parameter, raw, type Sql, type SqlPart, sql } from '../database/sql.js';
import type { StagedColumn, StagedTable } from './staged-table.js';

/** The name of the relation of `stagedEntries`. */
export const STAGED_ENTRIES = 'staged_entries';

/** A read of a few entries as a relation of a statement, in the place of a table. */
export function stagedEntries(users: readonly DirectoryUser[], { columns, columnNames }: StagedTable): Sql {
  const rows = users.map(({ dn, stableId, kept = [], skipped = [], ...user }, index) => {
    const values = columns.map(({ target }) => textOf(stagedValue(user, target)));
    const numbers = columns.flatMap(({ target }, number) => (kept.includes(target) ? [String(number)] : []));
    const ofFields = [
      raw(`array[${numbers.join(', ')}]::int[]`),
      textOf(skipped.length > 0 ? storableJson(skipped) : null),
      sql`${textOf(stagedChoices(user, columns))}::jsonb`,
    ];
    const first = [raw(String(index + 1)), parameter(dn), parameter(stableId), NULL, NULL, NULL, ...ofFields];
    return sql`(${join([...first, ...values])})`;
  });
  return sql`${raw(`${STAGED_ENTRIES} (${columnNames})`)} as materialized (
  values ${join(rows, ',\n    ')}
),

`;
}

const NULL = raw('null::text');

function textOf(value: string | null): SqlPart {
  return value === null ? NULL : parameter(value);
}

/** The values of which fields take one, by the numbers of their columns, as JSON; null if there are none. */
export function stagedChoices(
  { choices }: Pick<DirectoryUser, 'choices'>,
  columns: readonly StagedColumn[],
): string | null {
  if (!choices) return null;
  const numbered = columns.flatMap(({ target }, number) => (choices[target] ? [[number, choices[target]]] : []));
  return storableJson(Object.fromEntries(numbered));
}

/** The value that a read stores for a target; null if there is none. */
export function stagedValue(user: Pick<DirectoryUser, 'fields' | 'attributes'>, target: MappingTarget): string | null {
  if (!target.startsWith(ATTRIBUTES)) return user.fields[target as UserField] ?? null;
  const name = target.slice(ATTRIBUTES.length);
  return Object.hasOwn(user.attributes, name) ? (user.attributes[name] ?? null) : null;
}
