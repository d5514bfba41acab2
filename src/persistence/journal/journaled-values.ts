import { ATTRIBUTES } from '../../mapping/mapping-rule.js';
import { join, parameter, raw, type Sql, sql } from '../database/sql.js';
import type { UserColumn, UserTable } from '../users/user-table.js';

/** A value of the journal, in its order. `present` is that of the user `u` as text; undefined when it is not bound. */
export interface JournaledValue {
  readonly name: string;
  readonly present: Sql | undefined;
}

/** @param names the names of the values in the order of the journal; the last one is the DN, which is no value of the user. */
export function journaledValues(users: UserTable, names: readonly string[]): readonly JournaledValue[] {
  const columns = new Map<string, UserColumn | undefined>([
    ...users.fields,
    ['source', users.source],
    ['state', users.state],
  ]);
  return names.slice(0, -1).map((name) => {
    if (!name.startsWith(ATTRIBUTES)) return { name, present: columns.get(name)?.asText('u') };
    const attributes = users.attributes?.asText('u');
    return { name, present: attributes && sql`${attributes} ->> ${parameter(name.slice(ATTRIBUTES.length))}` };
  });
}

/** The present values of the user `u` as an array of texts. */
export function presentValues(values: readonly JournaledValue[]): Sql {
  return sql`array[${join(values.map(({ present }) => present ?? raw('null')))}]::text[]`;
}
