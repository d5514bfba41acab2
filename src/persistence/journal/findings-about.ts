import type { GuardFinding } from '../../contract/guards.js';
import { arrayParameter, join, parameter, raw, type Sql, sql } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import { concernedBy } from './concerned-by.js';
import { unitKey } from './organizational-unit.js';
import type { ValueOrder } from './value-order.js';

/** A run, and the rows of it that are about one person. */
export interface RunAndPerson {
  readonly runId: string;
  readonly dataPool: string;
  readonly order: ValueOrder;
  readonly stableIds: readonly string[];
  /** True for a change `c` of the person. */
  readonly changes: Sql;
  /** True for a problem `p` of the person. */
  readonly problems: Sql;
}

/** Which findings of a run concern a person, as a JSON array `concerned` in the order of the findings. */
export function findingsAbout(tables: OwnTables, findings: readonly GuardFinding[], about: RunAndPerson): Sql {
  const { runId, dataPool, stableIds, changes, problems } = about;
  const ofRun = (row: string) => sql`${raw(row)}.run_id = ${parameter(runId)}::uuid`;
  return sql`with changes as materialized (
  select c.* from ${raw(tables.change)} c where ${ofRun('c')} and ${changes}
),
problems as materialized (
  select p.dn, p.code from ${raw(tables.problem)} p where ${ofRun('p')} and ${problems}
),
lost as materialized (
  select l.dn from ${raw(tables.presence)} n
  join ${raw(tables.link)} l on l.data_pool = ${parameter(dataPool)} and l.stable_id = n.stable_id
  where ${ofRun('n')} and not n.is_seen and n.stable_id = any(${arrayParameter(stableIds)})
)
select to_json(array[${join(findings.map((finding) => isConcerned(finding, about)))}]::bool[])::text as concerned`;
}

function isConcerned(finding: GuardFinding, { order }: RunAndPerson): Sql {
  const { guard, problem } = finding;
  if (guard === 'entries') return sql`exists (select from lost l where ${isInUnit(finding, 'l.dn')})`;
  if (guard === 'problems') return sql`exists (select from problems p where ${isInUnit(finding, 'p.dn')})`;
  if (guard === 'oneCause') {
    return sql`exists (select from problems p where p.code = ${parameter(problem?.code ?? '')}
  and ${isInUnit(finding, 'p.dn')})`;
  }
  return sql`exists (select from changes c where ${concernedBy(finding, order)})`;
}

function isInUnit({ unit }: GuardFinding, dn: string): Sql {
  return unit === null ? raw('true') : sql`${unitKey(raw(dn))} = lower(${parameter(unit)})`;
}
