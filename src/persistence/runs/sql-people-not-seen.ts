import type { GuardFinding } from '../../contract/guards.js';
import type { PeopleNotSeenRequest, PersonNotSeen } from '../../contract/people-not-seen.js';
import type { Page } from '../../contract/run-rows.js';
import type { Database } from '../database/database.js';
import { patternOf } from '../database/pattern.js';
import { join, parameter, raw, type Sql, sql, statement } from '../database/sql.js';
import { unitKey } from '../journal/organizational-unit.js';
import type { OwnTables } from '../tables/own-tables.js';
import { isUuid, limitOf, pageOf, positionOf } from './cursor.js';

/** The people who are asked for. */
type Request = Omit<PeopleNotSeenRequest, 'guard'> & { readonly finding?: GuardFinding };

/** Lists whom the read of a run did not contain, by stable id. */
export class SqlPeopleNotSeen {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {}

  async ofRun(runId: string, { search, finding, cursor, ...rows }: Request): Promise<Page<PersonNotSeen>> {
    const limit = limitOf(rows);
    const from = positionOf(cursor, [isText]);
    if (!isUuid(runId) || (finding && finding.guard !== 'entries')) return { items: [], nextCursor: null };
    const conditions = [
      sql`p.run_id = ${parameter(runId)}::uuid and not p.is_seen`,
      ...(from ? [sql`p.stable_id > ${parameter(String(from[0]))}`] : []),
      ...(search ? [sql`l.dn ilike ${parameter(patternOf(search))}`] : []),
      ...(finding ? inUnit(finding) : []),
    ];
    const { sql: text, values } = statement(sql`select l.stable_id as "stableId", l.dn, l.user_id as "userId"
from ${raw(this.tables.presence)} p
join ${raw(this.tables.run)} r on r.id = p.run_id
join ${raw(this.tables.link)} l on l.data_pool = r.data_pool and l.stable_id = p.stable_id
where ${join(conditions, ' and ')}
order by p.stable_id limit ${parameter(String(limit + 1))}::int`);
    const people = await this.database.query<PersonNotSeen>(text, values);
    return pageOf(
      people,
      limit,
      (person) => person,
      ({ stableId }) => [stableId],
    );
  }
}

/** Everyone belongs to the whole read. */
function inUnit({ unit }: GuardFinding): readonly Sql[] {
  return unit === null ? [] : [sql`${unitKey(raw('l.dn'))} = lower(${parameter(unit)})`];
}

function isText(part: unknown): boolean {
  return typeof part === 'string' && !part.includes('\0');
}
