import { storableText } from '../../contract/storable-text.js';
import type { FieldError } from '../../contract/error-codes.js';
import { fieldError } from '../../contract/field-error.js';
import type { UserChangeRequest } from '../../contract/user-changes.js';
import type { UsersTable } from '../../contract/users-table.js';
import { ATTRIBUTES } from '../../mapping/mapping-rule.js';
import type { Database, Statements } from '../database/database.js';
import { isLockTimeout, isRefusedData, sqlErrorOf } from '../database/sql-state.js';
import { arrayParameter, join, parameter, raw, sql, statement } from '../database/sql.js';
import { bumpGenerations } from '../events/notify.js';
import { describeRefusedRow } from '../journal/describe-refused-row.js';
import { userChanged, userInUse, userNotWritable, userWriteRefused } from '../persistence-errors.js';
import type { OwnTables } from '../tables/own-tables.js';
import { readPresentUser } from '../users/present-user.js';
import type { UserTable } from '../users/user-table.js';
import { nullableArray } from './nullable-array.js';
import { expiredPins, unknownPins } from './requested-pins.js';
import { requestedValues, type TextValues, textOf } from './requested-values.js';
import { takenValues } from './taken-values.js';
import { writePins } from './field-pins.js';

/** How long a lock that another session holds on the user is waited for. */
const LOCK_SECONDS = 5;

/** The values that were refused. Undefined if there is no such user. */
type Refused = readonly FieldError[] | undefined;

/** Writes what a person changes and pins about one user, together with its entry in the journal. */
export class SqlUserWriter {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly users: UserTable,
    private readonly table: UsersTable,
    private readonly lockSeconds = LOCK_SECONDS,
  ) {}

  /** Throws what `BatchSyncUsers.change` throws. */
  async write(userId: string, request: UserChangeRequest): Promise<Refused> {
    const limits = this.table.limits();
    const { values, errors } = requestedValues(request.fields, limits);
    const refused = [...errors, ...unknownPins(request.pins ?? {}, limits)];
    if (refused.length > 0) return refused;
    try {
      return await this.database.transaction((transaction) => this.perform(transaction, userId, values, request));
    } catch (error) {
      if (isLockTimeout(error)) throw userInUse(this.lockSeconds, error);
      if (!isRefusedData(error)) throw error;
      throw userWriteRefused(describeRefusedRow(sqlErrorOf(error))['reason'] ?? '', error);
    }
  }

  private async perform(
    transaction: Statements,
    key: string,
    values: TextValues,
    request: UserChangeRequest,
  ): Promise<Refused> {
    const now = await this.begin(transaction);
    const expired = expiredPins(request.pins ?? {}, now);
    if (expired.length > 0) return expired;
    const user = await readPresentUser(transaction, this.users, key, { lock: true });
    if (!user) return undefined;
    const { id: userId, values: present } = user;
    await this.assertWritable(transaction, userId);
    assertExpected(present, request.expected ?? {});
    const changed = new Map([...values].filter(([name, value]) => value !== (present.get(name) ?? null)));
    const unknownState = this.unknownState(changed);
    if (unknownState) return [unknownState];

    const next = new Map([...present, ...changed]);
    const errors = await takenValues(transaction, this.users, userId, changed, next);
    if (errors.length > 0) return errors;
    const pins = await writePins(transaction, this.tables, userId, request);
    if (changed.size === 0 && Object.keys(pins).length === 0) return [];
    if (changed.size > 0) await this.update(transaction, userId, changed);
    await this.record(transaction, userId, present, changed, { ...request, pins });
    await bumpGenerations(transaction, this.tables, ['users']);
    return [];
  }

  /** Limits the wait for locks. Returns the time of the server. */
  private async begin(transaction: Statements): Promise<Date> {
    const [row] = await transaction.query<{ now_ms: string }>(
      `select set_config('lock_timeout', '${this.lockSeconds}s', true), (extract(epoch from now()) * 1000)::text as now_ms`,
    );
    return new Date(Number(row?.now_ms));
  }

  /** A text column accepts any text, but the host knows two. */
  private unknownState(changed: TextValues): FieldError | undefined {
    const { isText, active, inactive } = this.users.state;
    const value = changed.get('state');
    if (!isText || inactive === undefined || value === undefined || value === null) return undefined;
    const isKnown = value === active || value === inactive;
    return isKnown ? undefined : fieldError('state', 'notOneOf', { values: `${active}, ${inactive}` });
  }

  private async assertWritable(transaction: Statements, userId: string): Promise<void> {
    const isProtected = this.users.protectedKeys(`array[($1::text)::${this.users.key.type}]`);
    if (isProtected && (await transaction.query(isProtected, [userId])).length > 0) throw userNotWritable();
  }

  private async update(transaction: Statements, userId: string, changed: TextValues): Promise<void> {
    const { name, key, fields, state, attributes, onUpdate } = this.users;
    const columns = [...fields, ['state', state] as const].flatMap(([field, column]) => {
      const value = changed.get(field);
      if (value === undefined) return [];
      return [sql`${raw(column.name)} = ${value === null ? raw('null') : column.fromText(sql`${parameter(value)}`)}`];
    });
    const json = [...changed].filter(([field]) => field.startsWith(ATTRIBUTES));
    if (attributes && json.length > 0) {
      const current = attributes.asText('u');
      const object = sql`case jsonb_typeof(${current}) when 'object' then ${current} else '{}' end`;
      const removed = arrayParameter(json.map(([field]) => nameOf(field)));
      const kept = Object.fromEntries(
        json.filter(([, value]) => value !== null).map(([field, value]) => [nameOf(field), value]),
      );
      const merged = sql`((${object}) - ${removed} || (${parameter(JSON.stringify(kept))})::jsonb)`;
      columns.push(sql`${raw(attributes.name)} = ${attributes.fromText(merged)}`);
    }
    const stamps = onUpdate.map((stamp) => raw(`${stamp.name} = ${stamp.sql}`));
    const { sql: text, values } = statement(sql`
      update ${raw(name)} u set ${join([...columns, ...stamps])}
      where u.${raw(key.name)} = (${parameter(userId)})::${raw(key.type)}`);
    await transaction.query(text, values);
  }

  private async record(
    transaction: Statements,
    userId: string,
    present: TextValues,
    changed: TextValues,
    { changedBy, reason, pins }: UserChangeRequest,
  ): Promise<void> {
    const names = [...changed.keys()];
    await transaction.query(
      `insert into ${this.tables.manualChange} (user_id, changed_by, reason, names, before, after, pins, position)
       values ($1::text, $2::text, $3::text, $4::text::text[], $5::text::text[], $6::text::text[], $7::text::jsonb, nextval('${this.tables.position}'))`,
      [
        userId,
        changedBy,
        storableText(reason),
        nullableArray(names),
        nullableArray(names.map((name) => present.get(name) ?? null)),
        nullableArray([...changed.values()]),
        JSON.stringify(pins),
      ],
    );
  }
}

function assertExpected(present: TextValues, expected: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(expected)) {
    if (textOf(present.get(name)) !== textOf(value)) throw userChanged(name);
  }
}

function nameOf(target: string): string {
  return target.slice(ATTRIBUTES.length);
}
