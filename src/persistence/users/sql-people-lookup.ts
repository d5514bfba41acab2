import type { MatchingField } from '../../contract/matching.js';
import type { UserField } from '../../contract/user-binding.js';
import { type FoundUser, type JobOfPeople, MAX_FOUND, PeopleLookup } from '../../engine/ports/people-lookup.js';
import { ATTRIBUTES, type MappingTarget } from '../../mapping/mapping-rule.js';
import type { Database } from '../database/database.js';
import { join, parameter, raw, type Sql, sql, statement } from '../database/sql.js';
import { isOfJob } from '../plan/presence.js';
import { isUuid } from '../runs/cursor.js';
import type { OwnTables } from '../tables/own-tables.js';
import { nameKey } from './text-form.js';
import type { UserTable } from './user-table.js';

/** Looked for only if nobody has the text as a key or a name that runs compare. */
const SHOWN_NAMES = ['displayName', 'commonName'] as const;

/** Looks for single users and entries in the tables. Users whom the host hides are not found. */
export class SqlPeopleLookup extends PeopleLookup {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly table: UserTable,
  ) {
    super();
  }

  async withValues(job: JobOfPeople, targets: readonly MappingTarget[]): Promise<ReadonlyMap<MappingTarget, number>> {
    const counts = [...new Set(targets)].flatMap((target) => {
      const text = this.textOf(target);
      return text ? [{ target, piece: sql`count(*) filter (where (${text}) <> '')::int` }] : [];
    });
    if (counts.length === 0) return new Map();
    const pieces = join(counts.map(({ piece }) => piece));
    const { sql: text, values } = statement(
      sql`select to_json(array[${pieces}])::text as people ${await this.usersOf(job)}`,
    );
    const [row] = await this.database.query<{ people: string }>(text, values);
    const people = JSON.parse(row?.people ?? '[]') as readonly number[];
    return new Map(counts.map(({ target }, index) => [target, people[index] ?? 0]));
  }

  async synchronized(job: JobOfPeople): Promise<number> {
    const { sql: text, values } = statement(sql`select count(*)::int as people ${await this.usersOf(job)}`);
    const [row] = await this.database.query<{ people: number }>(text, values);
    return row?.people ?? 0;
  }

  async users(dataPool: string, who: string): Promise<readonly FoundUser[]> {
    const found = await this.byUuid(dataPool, who);
    if (found.length > 0) return found;
    const meant = await this.byAnything(dataPool, who);
    return meant.length > 0 ? meant : this.byShownName(dataPool, who);
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
    const names = this.haveValue(['userName', 'principalName', 'email'], who);
    const linked = sql`${this.key()} in (select l.user_id from ${raw(this.tables.link)} l
      where l.data_pool = ${parameter(dataPool)} and (l.stable_id = lower(${parameter(who)}) or lower(l.dn) = lower(${parameter(who)})))`;
    return this.find(join([sql`${this.key()} = ${parameter(who)}`, linked, ...names], ' or '), dataPool);
  }

  private async byShownName(dataPool: string, who: string): Promise<readonly FoundUser[]> {
    const names = this.haveValue(SHOWN_NAMES, who);
    return names.length === 0 || who === '' ? [] : this.find(join(names, ' or '), dataPool);
  }

  /** A condition for each of the fields that the host has. */
  private haveValue(fields: readonly UserField[], value: string): readonly Sql[] {
    return fields.flatMap((field) => {
      const column = this.table.fields.get(field);
      return column ? [sql`lower(${column.asText('u')}) = lower(${parameter(value)})`] : [];
    });
  }

  async linked(dataPool: string, stableId: string): Promise<FoundUser | undefined> {
    const [user] = await this.find(sql`${this.key()} = (select l.user_id from ${raw(this.tables.link)} l
      where l.data_pool = ${parameter(dataPool)} and l.stable_id = ${parameter(stableId)})`);
    return user;
  }

  async unlinked(field: MatchingField, value: string, dataPool?: string): Promise<readonly FoundUser[]> {
    const column = this.table.fields.get(field);
    if (!column) return [];
    return this.find(sql`${nameKey(column.asText('u'))} = lower(${parameter(value)})
      and not exists (select from ${raw(this.tables.link)} l where l.user_id = ${this.key()}${
        dataPool === undefined ? raw('') : sql` and l.data_pool = ${parameter(dataPool)}`
      })`);
  }

  /** The users `u` whom runs of the job can write. */
  private async usersOf({ name, dataPool }: JobOfPeople): Promise<Sql> {
    const visible = await this.table.visible();
    const protectedKeys = this.table.protectedKeys();
    return sql`from ${raw(this.table.name)} u
      where ${this.key()} in (select l.user_id from ${raw(this.tables.link)} l
        where l.data_pool = ${parameter(dataPool)} and ${isOfJob(name)})${visible ? sql` and ${visible}` : raw('')}${
          protectedKeys === undefined
            ? raw('')
            : sql` and not exists (select from (${raw(protectedKeys)}) p where p.user_id = ${this.key()})`
        }`;
  }

  /** Undefined if the host's table lacks it. */
  private textOf(target: MappingTarget): Sql | undefined {
    const { fields, attributes } = this.table;
    if (!target.startsWith(ATTRIBUTES)) return fields.get(target as UserField)?.asText('u');
    return attributes && sql`${attributes.asText('u')} ->> ${parameter(target.slice(ATTRIBUTES.length))}`;
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
