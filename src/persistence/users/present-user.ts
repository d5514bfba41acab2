import { ATTRIBUTES } from '../../mapping/mapping-rule.js';
import type { Statements } from '../database/database.js';
import { isRefusedData } from '../database/sql-state.js';
import { join, parameter, raw, type Sql, sql, statement } from '../database/sql.js';
import type { UserTable } from './user-table.js';

/** The present values of a user as text, by name. */
export type PresentValues = ReadonlyMap<string, string | null>;

export interface PresentUser {
  /** The key as the database writes it. A key may be given in another form, such as a UUID in capital letters. */
  readonly id: string;
  readonly values: PresentValues;
}

interface PresentRow {
  readonly id: string;
  readonly values: string;
  readonly attributes: string | null;
}

/**
 * Undefined if there is no such user, or if the default filters of the host hide it.
 *
 * @param options.lock locks the row until the transaction ends.
 */
export async function readPresentUser(
  database: Statements,
  users: UserTable,
  userId: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<PresentUser | undefined> {
  const named = [
    ...users.fields,
    ...(users.source ? ([['source', users.source]] as const) : []),
    ['state', users.state] as const,
  ];
  const values = named.map(([, column]) => sql`(${column.asText('u')})::text`);
  const attributes = users.attributes ? textsIn(users.attributes.asText('u')) : raw('null::text');
  const visible = await users.visible();
  const { sql: text, values: parameters } = statement(sql`
    select u.${raw(users.key.name)}::text as id, to_json(array[${join(values)}]::text[])::text as "values", ${attributes} as attributes
    from ${raw(users.name)} u
    where u.${raw(users.key.name)} = (${parameter(userId)})::${raw(users.key.type)}${visible ? sql` and ${visible}` : raw('')}${raw(lock ? ' for no key update of u' : '')}`);
  const [row] = await database.query<PresentRow>(text, parameters).catch(noneForAnotherTypeOfKey);
  if (!row) return undefined;
  const found = JSON.parse(row.values) as readonly (string | null)[];
  const present = new Map([
    ...named.map(([name], index) => [name, found[index] ?? null] as const),
    ...Object.entries(attributesOf(row)).map(([name, value]) => [ATTRIBUTES + name, value] as const),
  ]);
  return { id: row.id, values: present };
}

function attributesOf({ attributes }: PresentRow): Readonly<Record<string, string | null>> {
  return JSON.parse(attributes ?? '{}') as Readonly<Record<string, string | null>>;
}

/** The values of a JSON object as text, as a JSON object. */
function textsIn(json: Sql): Sql {
  return sql`(select json_object_agg(a.key, a.value)::text
      from jsonb_each_text(case jsonb_typeof(${json}) when 'object' then ${json} else '{}' end) a)`;
}

/** A text that is no key of this table, such as `x` where the key is a number. */
function noneForAnotherTypeOfKey(error: unknown): never[] {
  if (isRefusedData(error)) return [];
  throw error;
}
