import type { GuardFinding } from '../../contract/guards.js';
import type { Problem } from '../../contract/run-rows.js';
import { type KnownAs, PersonHistory } from '../../engine/ports/person-history.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { shownValue } from '../../mapping/offending-value.js';
import type { Database } from '../database/database.js';
import { arrayParameter, parameter, raw, type Sql, sql, statement } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import { findingsAbout } from './findings-about.js';
import { valueOrder } from './value-order.js';

/** How many runs are searched, and how many problems of them are returned. */
const NEWEST = 10;

interface RunWithFindings {
  readonly id: string;
  readonly dataPool: string;
  readonly targets: string;
  readonly findings: string;
}

/** Searches the rows of the newest runs for single people. */
export class SqlPersonHistory extends PersonHistory {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {
    super();
  }

  async problems(job: string, person: KnownAs): Promise<readonly Problem[]> {
    const rows = await this.query<Omit<Problem, 'params'> & { readonly params: string }>(
      sql`select p.id::text as id, p.run_id::text as "runId", p.dn, p.code, p.params::text as params, p.value
       from (${this.newestRuns(job, person)}) r
       join ${raw(this.tables.problem)} p on p.run_id = r.id
       where ${isAbout(person, 'p')} or p.params ->> 'userId' = ${parameter(person.userId ?? '')}
       order by r.fence desc, p.id desc limit ${raw(String(NEWEST))}`,
    );
    return rows.map((row) => ({
      ...row,
      params: JSON.parse(row.params) as Problem['params'],
      value: row.value === null ? null : shownValue(row.value),
    }));
  }

  async findings(job: string, person: KnownAs): Promise<readonly (GuardFinding & { readonly runId: string })[]> {
    const runs = await this.query<RunWithFindings>(
      sql`select r.id::text as id, coalesce(r.data_pool, '') as "dataPool", coalesce(r.targets, '[]')::text as targets,
         r.guards::text as findings
       from (${this.newestRuns(job, person)}) n
       join ${raw(this.tables.run)} r on r.id = n.id
       where r.guards is not null
       order by r.fence desc`,
    );
    // One after the other: the pool is the host's.
    const found: (GuardFinding & { readonly runId: string })[] = [];
    for (const run of runs) found.push(...(await this.ofRun(run, person)));
    return found;
  }

  private async ofRun(run: RunWithFindings, person: KnownAs) {
    // Those of runs of earlier versions do not say what is usual.
    const findings = (JSON.parse(run.findings) as readonly GuardFinding[]).map((finding) => ({
      ...finding,
      usual: finding.usual ?? null,
      runId: run.id,
    }));
    const conditions = findingsAbout(this.tables, findings, {
      runId: run.id,
      dataPool: run.dataPool,
      order: valueOrder(JSON.parse(run.targets) as readonly MappingTarget[]),
      stableIds: person.stableIds,
      changes: isAbout(person, 'c'),
      problems: isAbout(person, 'p'),
    });
    const [row] = await this.query<{ concerned: string }>(conditions);
    const concerned = JSON.parse(row?.concerned ?? '[]') as readonly boolean[];
    return findings.filter((_, index) => concerned[index]);
  }

  private newestRuns(job: string, { dns }: KnownAs): Sql {
    return sql`select id, fence from ${raw(this.tables.run)}
      where job = ${parameter(job)} and mode = 'apply' and fence > 0 and reverts_run_id is null
        and (only_dn is null or lower(only_dn) = any(${lowered(dns)}))
      order by fence desc limit ${raw(String(NEWEST))}`;
  }

  private query<T extends object>(piece: Sql): Promise<T[]> {
    const { sql: text, values } = statement(piece);
    return this.database.query<T>(text, values);
  }
}

/** @param row of a change or a problem. */
function isAbout({ dns, stableIds }: KnownAs, row: 'c' | 'p'): Sql {
  const [dn, stableId] = [raw(`lower(${row}.dn)`), raw(`${row}.stable_id`)];
  return sql`(${dn} = any(${lowered(dns)}) or ${stableId} = any(${arrayParameter(stableIds)}))`;
}

function lowered(texts: readonly string[]): Sql {
  return sql`array(select lower(x) from unnest(${arrayParameter(texts)}) x)`;
}
