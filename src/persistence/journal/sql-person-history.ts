import type { GuardFinding } from '../../contract/guards.js';
import type { ChangeKind } from '../../contract/change-kinds.js';
import type { Problem } from '../../contract/run-rows.js';
import type { WhyPlan } from '../../contract/why.js';
import { type KnownAs, PersonHistory } from '../../engine/ports/person-history.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { shownValue } from '../../mapping/offending-value.js';
import type { Database } from '../database/database.js';
import { textParameters } from '../conflicts/recognized-by.js';
import { arrayParameter, parameter, raw, type Sql, sql, statement } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { differences, valuesOf } from './differences.js';
import { findingsAbout } from './findings-about.js';
import { FORMER_LINK, type FormerLink, formerLink } from './former-link.js';
import { valueOrder } from './value-order.js';

/** How many runs are searched, and how many problems of them are returned. */
const NEWEST = 10;
/** How long one search may take. */
const SEARCH_MS = 5_000;
const LIMIT_TIME = `select set_config(name, case when setting = '0' then '${SEARCH_MS}' else least(setting::bigint, ${SEARCH_MS})::text end, true)
  from pg_settings where name = 'statement_timeout'`;

interface RunWithFindings {
  readonly id: string;
  readonly dataPool: string;
  readonly targets: string;
  readonly findings: string;
  readonly isSample: boolean;
}

interface PlannedRow extends FormerLink {
  readonly kind: ChangeKind;
  readonly before: string;
  readonly after: string;
  readonly targets: string;
}

/** Searches the rows of the newest runs for single people. */
export class SqlPersonHistory extends PersonHistory {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly users: UserTable,
  ) {
    super();
  }

  async problems(job: string, person: KnownAs): Promise<readonly Problem[]> {
    const rows = await this.query<Omit<Problem, 'params'> & { readonly params: string }>(
      sql`select p.id::text as id, p.run_id::text as "runId", p.dn, p.code, p.params::text as params, p.value, p.is_partial as "isPartial"
       from (${this.newestRuns(job, person)}) r
       join ${raw(this.tables.problem)} p on p.run_id = r.id
       where ${isAbout(person)} or p.params ->> 'userId' = any(${arrayParameter(person.isInTheWay ? person.userIds : [])})
       order by r.position desc, p.id desc limit ${raw(String(NEWEST))}`,
    );
    return rows.map((row) => ({
      ...row,
      params: textParameters(JSON.parse(row.params) as Problem['params']),
      value: row.value === null ? null : shownValue(row.value),
    }));
  }

  async findings(job: string, person: KnownAs): Promise<readonly (GuardFinding & { readonly runId: string })[]> {
    const runs = await this.query<RunWithFindings>(
      sql`select r.id::text as id, coalesce(r.data_pool, '') as "dataPool", coalesce(r.targets, '[]')::text as targets,
         r.guards::text as findings, r.problems_omitted > 0 as "isSample"
       from (${this.newestRuns(job, person)}) n
       join ${raw(this.tables.run)} r on r.id = n.id
       where r.guards is not null
       order by r.position desc`,
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
      person,
      isSample: run.isSample,
      problems: isAbout(person),
    });
    const [row] = await this.query<{ concerned: string }>(conditions);
    const concerned = JSON.parse(row?.concerned ?? '[]') as readonly boolean[];
    return findings.filter((_, index) => concerned[index]);
  }

  private newestRuns(job: string, { dns }: KnownAs): Sql {
    return sql`select id, position from ${raw(this.tables.run)}
      where job = ${parameter(job)} and mode = 'apply' and fence > 0 and reverts_run_id is null
        and (only_dn is null or lower(only_dn) = any(${lowered(dns)}))
      order by position desc limit ${raw(String(NEWEST))}`;
  }

  async planned(runId: string, person: KnownAs): Promise<WhyPlan['change']> {
    const { stableIds, dns, userIds } = person;
    // A DN may belong to somebody else by now.
    const isSameEntry =
      stableIds.length > 0
        ? sql`c.stable_id = any(${arrayParameter(stableIds)})`
        : sql`lower(c.dn) = any(${lowered(dns)})`;
    const [row] = await this.query<PlannedRow>(sql`select c.kind, to_json(c.before)::text as before,
        to_json(c.after)::text as after, r.targets::text as targets, ${raw(FORMER_LINK)}
      from ${raw(this.tables.change)} c join ${raw(this.tables.run)} r on r.id = c.run_id
      where c.run_id = ${parameter(runId)}::uuid and (c.user_id = any(${arrayParameter(userIds)}) or ${isSameEntry})
      order by c.seq limit 1`);
    if (!row) return null;
    const order = valueOrder(JSON.parse(row.targets) as readonly MappingTarget[]);
    const [before, after] = differences(order, valuesOf(row.before), valuesOf(row.after), this.users.state);
    return { kind: row.kind, before, after, ...formerLink(row) };
  }

  /**
   * Within a transaction, because the connection is the host's, whose own limit may be stricter. The embedded database
   * knows no time-outs.
   */
  private query<T extends object>(piece: Sql): Promise<T[]> {
    const { sql: text, values } = statement(piece);
    return this.database.transaction(async (transaction) => {
      await transaction.query(LIMIT_TIME);
      return transaction.query<T>(text, values);
    });
  }
}

/** True for a problem `p` of the person. */
function isAbout({ dns, stableIds }: KnownAs): Sql {
  return sql`(lower(p.dn) = any(${lowered(dns)}) or p.stable_id = any(${arrayParameter(stableIds)}))`;
}

function lowered(texts: readonly string[]): Sql {
  return sql`array(select lower(x) from unnest(${arrayParameter(texts)}) x)`;
}
