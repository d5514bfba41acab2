import type { FieldError } from '../../contract/error-codes.js';
import { fieldError } from '../../contract/field-error.js';
import type { Statements } from '../database/database.js';
import { join, parameter, raw, type Sql, sql, statement } from '../database/sql.js';
import { nameKey } from '../users/text-form.js';
import type { UserColumn, UserTable } from '../users/user-table.js';
import type { TextValues } from './requested-values.js';

/** Names in any case among the users whom the host shows, and the host's unique constraints among all. */
interface UniqueRule {
  /** The changed field that is reported. */
  readonly name: string;
  readonly isTaken: Sql;
}

/**
 * The values that another user has already.
 *
 * @param changed the new values, by name.
 * @param values all values of the user after the change.
 */
export async function takenValues(
  statements: Statements,
  users: UserTable,
  userId: string,
  changed: TextValues,
  values: TextValues,
): Promise<readonly FieldError[]> {
  const rules = [...(await nameRules(users, changed)), ...constraintRules(users, changed, values)];
  const errors: FieldError[] = [];
  for (const { name, isTaken } of rules) {
    if (errors.some(({ field }) => field === name)) continue;
    const user = await holderOf(statements, users, userId, isTaken);
    if (user !== undefined) errors.push(fieldError(name, 'valueTaken', { user }));
  }
  return errors;
}

async function nameRules(users: UserTable, changed: TextValues): Promise<readonly UniqueRule[]> {
  const shown = await users.visible();
  return (['userName', 'principalName'] as const).flatMap((name) => {
    const [column, value] = [users.fields.get(name), changed.get(name)];
    if (!column || value === undefined || value === null) return [];
    const isTaken = sql`${nameKey(column.asText('u'))} = ${nameKey(sql`${parameter(value)}`)}${shown ? sql` and ${shown}` : raw('')}`;
    return [{ name, isTaken }];
  });
}

function constraintRules(users: UserTable, changed: TextValues, values: TextValues): readonly UniqueRule[] {
  const named = new Map<string, string>([...users.fields].map(([name, { property }]) => [property, name]));
  named.set(users.state.property, 'state');
  return users.uniques.flatMap(({ columns }) => {
    const names = columns.map(({ property }) => named.get(property) ?? '');
    const reported = names.find((name) => changed.has(name));
    const texts = names.map((name) => values.get(name) ?? null);
    // A column that is not a field has a value that is not known here: the database refuses the row.
    if (reported === undefined || texts.includes(null)) return [];
    const isTaken = columns.map(
      (column: UserColumn, index) => sql`${column.asText('u')} = ${parameter(texts[index] ?? '')}`,
    );
    return [{ name: reported, isTaken: join(isTaken, ' and ') }];
  });
}

async function holderOf(
  statements: Statements,
  { name, key, fields }: UserTable,
  userId: string,
  isTaken: Sql,
): Promise<string | undefined> {
  const userName = fields.get('userName')?.asText('u') ?? raw(`''`);
  const { sql: text, values } = statement(sql`
    select ${userName} as "userName" from ${raw(name)} u
    where u.${raw(key.name)} <> (${parameter(userId)})::${raw(key.type)} and ${isTaken} limit 1`);
  const [holder] = await statements.query<{ userName: string }>(text, values);
  return holder?.userName;
}
