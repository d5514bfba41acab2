import type { UserField } from '../../contract/user-binding.js';
import type { Problem } from '../../contract/run-rows.js';
import { type FoundUser, MAX_FOUND, PeopleLookup } from '../../engine/ports/people-lookup.js';
import type { Database } from '../database/database.js';
import { join, parameter, raw, type Sql, sql, statement } from '../database/sql.js';
import { isUuid } from '../runs/cursor.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from './user-table.js';

/** How many runs are searched for problems. */
const NEWEST_RUNS = 10;

/** Looks for single users and entries in the tables. Users whom the host hides are not found. */
export class SqlPeopleLookup extends PeopleLookup {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly table: UserTable,
  ) {
    super();
  }

  async withValue(field: UserField): Promise<number> {
    const column = this.table.fields.get(field);
    if (!column) return 0;
    const { sql: text, values } = statement(sql`select count(*)::int as people from ${raw(this.table.name)} u
      where (${column.asText('u')}) <> '' and ${this.key()} in (select l.user_id from ${raw(this.tables.link)} l)`);
    const [row] = await this.database.query<{ people: number }>(text, values);
    return row?.people ?? 0;
  }

  async users(dataPool: string, who: string): Promise<readonly FoundUser[]> {
    const found = await this.byUuid(dataPool, who);
    return found.length > 0 ? found : this.byAnything(dataPool, who);
  }

  /** By key or stable id, over the indexes of both: names are compared without regard to case, so that all users are looked at. */
  private async byUuid(dataPool: string, who: string): Promise<readonly FoundUser[]> {
    const { name, type } = this.table.key;
    if (type !== 'uuid' || !isUuid(who)) return [];
    return this.find(sql`u.${raw(name)} = any(array(select ${parameter(who)}::uuid
      union all select l.user_id::uuid from ${raw(this.tables.link)} l
      where l.data_pool = ${parameter(dataPool)} and l.stable_id = lower(${parameter(who)})))`);
  }

  private byAnything(dataPool: string, who: string): Promise<readonly FoundUser[]> {
    const names = (['userName', 'principalName', 'email'] as const).flatMap((field) => {
      const column = this.table.fields.get(field);
      return column ? [sql`lower(${column.asText('u')}) = lower(${parameter(who)})`] : [];
    });
    const linked = sql`${this.key()} in (select l.user_id from ${raw(this.tables.link)} l
      where l.data_pool = ${parameter(dataPool)} and (l.stable_id = lower(${parameter(who)}) or lower(l.dn) = lower(${parameter(who)})))`;
    return this.find(join([sql`${this.key()} = ${parameter(who)}`, linked, ...names], ' or '), dataPool);
  }

  async linked(dataPool: string, stableId: string): Promise<FoundUser | undefined> {
    const [user] = await this.find(sql`${this.key()} = (select l.user_id from ${raw(this.tables.link)} l
      where l.data_pool = ${parameter(dataPool)} and l.stable_id = ${parameter(stableId)})`);
    return user;
  }

  async unlinked(field: 'principalName' | 'userName', value: string): Promise<readonly FoundUser[]> {
    const column = this.table.fields.get(field);
    if (!column) return [];
    return this.find(sql`lower(${column.asText('u')}) = lower(${parameter(value)})
      and not exists (select from ${raw(this.tables.link)} l where l.user_id = ${this.key()})`);
  }

  async problems(job: string, dn: string, stableId: string | null): Promise<readonly Problem[]> {
    const rows = await this.database.query<Omit<Problem, 'params'> & { readonly params: string }>(
      `select p.id::text as id, p.run_id::text as "runId", p.dn, p.code, p.params::text as params
       from (select id, queued_at from ${this.tables.run} where job = $1::text and mode = 'apply' and (only_dn is null or only_dn = $2::text)
             order by queued_at desc, id desc limit ${NEWEST_RUNS}) r
       join ${this.tables.problem} p on p.run_id = r.id
       where lower(p.dn) = lower($2::text) or p.stable_id = $3::text
       order by r.queued_at desc, p.id desc limit ${NEWEST_RUNS}`,
      [job, dn, stableId],
    );
    return rows.map((row) => ({ ...row, params: JSON.parse(row.params) as Problem['params'] }));
  }

  private linkedFirst(dataPool: string): Sql {
    return sql`${this.key()} in (select l.user_id from ${raw(this.tables.link)} l
      where l.data_pool = ${parameter(dataPool)}) desc, `;
  }

  private key(): Sql {
    return raw(`u.${this.table.key.name}::text`);
  }

  /** @param dataPool users with a link in it come first. @default no data pool */
  private async find(condition: Sql, dataPool?: string): Promise<readonly FoundUser[]> {
    const visible = await this.table.visible();
    const { sql: text, values } = statement(sql`
      select ${this.key()} as id, ${this.table.fields.get('userName')?.asText('u') ?? raw(`''`)} as "userName"
      from ${raw(this.table.name)} u
      where (${condition})${visible ? sql` and ${visible}` : raw('')}
      order by ${dataPool === undefined ? raw('') : this.linkedFirst(dataPool)}u.${raw(this.table.key.name)} limit ${raw(String(MAX_FOUND))}`);
    return this.database.query<FoundUser>(text, values);
  }
}
