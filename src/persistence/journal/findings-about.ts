import type { GuardFinding } from '../../contract/guards.js';
import { arrayParameter, join, parameter, raw, type Sql, sql } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { KnownAs } from '../../engine/ports/person-history.js';
import { concernedBy } from './concerned-by.js';
import { unitKey } from './organizational-unit.js';
import type { ValueOrder } from './value-order.js';

/** A run, and the rows of it that are about one person. */
export interface RunAndPerson {
  readonly runId: string;
  readonly dataPool: string;
  readonly order: ValueOrder;
  readonly person: KnownAs;
  /** Whether problems of one cause are missing, because only a sample of them is kept. */
  readonly isSample: boolean;
  /** True for a problem `p` of the person. */
  readonly problems: Sql;
}

/**
 * Which findings of a run concern a person. Guards look at changes of existing users only, so that the index over the
 * users of changes finds them: a JSON array `concerned` in the order of the findings.
 */
export function findingsAbout(tables: OwnTables, findings: readonly GuardFinding[], about: RunAndPerson): Sql {
  const { runId, dataPool, person, problems } = about;
  const ofRun = (row: string) => sql`${raw(row)}.run_id = ${parameter(runId)}::uuid`;
  return sql`with changes as materialized (
  select c.* from ${raw(tables.change)} c where ${ofRun('c')} and c.user_id = any(${arrayParameter(person.userIds)})
),
problems as materialized (
  select p.dn, p.code, case when p.is_partial then p.params ->> 'field' end as field
  from ${raw(tables.problem)} p where ${ofRun('p')} and ${problems}
),
lost as materialized (
  select l.dn from ${raw(tables.presence)} n
  join ${raw(tables.link)} l on l.data_pool = ${parameter(dataPool)} and l.stable_id = n.stable_id
  where ${ofRun('n')} and not n.is_seen and n.stable_id = any(${arrayParameter(person.stableIds)})
)
select to_json(array[${join(findings.map((finding) => isConcerned(finding, about)))}]::bool[])::text as concerned`;
}

function isConcerned(finding: GuardFinding, about: RunAndPerson): Sql {
  const { guard, problem, field } = finding;
  const { order } = about;
  if (guard === 'entries') return sql`exists (select from lost l where ${isInUnit(finding, 'l.dn')})`;
  if (guard === 'problems')
    return sql`exists (select from problems p where p.field is null and ${isInUnit(finding, 'p.dn')})`;
  if (guard === 'oneCause') {
    return sql`exists (select from problems p where p.code = ${parameter(problem?.code ?? '')}
  and p.field is not distinct from ${field === null ? raw('null') : parameter(field)} and ${isInUnit(finding, 'p.dn')}) or ${hasProblemNow(finding, about)}`;
  }
  return sql`exists (select from changes c where ${concernedBy(finding, order)})`;
}

function isInUnit({ unit }: GuardFinding, dn: string): Sql {
  return unit === null ? raw('true') : sql`${unitKey(raw(dn))} = lower(${parameter(unit)})`;
}

/** Of one cause, a run may have kept only some problems: then the person counts who has the same problem now. */
function hasProblemNow({ problem, unit, field }: GuardFinding, { isSample, person }: RunAndPerson): Sql {
  // Those of a unit or field are all kept.
  const isKept = !isSample || unit !== null || field !== null;
  return raw(String(!isKept && problem !== null && person.problemCodes.includes(problem.code)));
}
