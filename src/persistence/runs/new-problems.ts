import { parameter, raw, type Sql, sql } from '../database/sql.js';
import { isGoodRun } from '../tables/batch-run.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import { SAMPLE } from './store-findings.js';

/** A run that read the directory. */
export interface RunWithRead {
  readonly runId: string;
  /** Name of the job. */
  readonly job: string;
  readonly dataPool: string;
  readonly tables: OwnTables;
}

/**
 * True for a problem `p` of the run that its entry did not have in the last good run before it. The stable id says who had
 * it, the DN only where there is none. If that run kept a sample of a problem, every entry counts as having had it.
 */
export function isNewProblem(run: RunWithRead): Sql {
  const had = (isSame: Sql) => sql`exists (select from ${raw(run.tables.problem)} o
    where o.run_id = (${lastGoodRun(run)}) and o.code = p.code and not o.is_partial and ${isSame})`;
  const sameEntry = raw('o.dn = p.dn and (o.stable_id is null or p.stable_id is null)');
  return sql`not ${had(raw('o.stable_id = p.stable_id'))}
  and not ${had(sameEntry)}
  and p.code <> all(array(${sampledCodes(run)}))`;
}

/**
 * True for a problem `p` of a field that is left, unless the entry had one with the same field in the last good run before
 * it, or was not synchronized then.
 */
export function isNewFieldProblem(run: RunWithRead): Sql {
  return sql`p.is_partial and not exists (select from ${raw(run.tables.problem)} o
    where o.run_id = (${lastGoodRun(run)}) and o.stable_id = p.stable_id
      and (not o.is_partial or o.params ->> 'field' = p.params ->> 'field'))`;
}

/** The problems of which the last good run kept a sample: nobody knows who else had them. */
function sampledCodes(run: RunWithRead): Sql {
  return sql`select f #>> '{problem,code}' from ${raw(run.tables.run)} r cross join jsonb_array_elements(r.guards) f
    where r.id = (${lastGoodRun(run)}) and r.problems_omitted > 0
      and f ->> 'unit' is null and f ->> 'field' is null and f #>> '{problem,code}' is not null and (f ->> 'people')::int > ${parameter(String(SAMPLE))}::int`;
}

/** ID of the last good run of the job before the run. */
function lastGoodRun({ runId, job, dataPool, tables }: RunWithRead): Sql {
  return sql`select g.id from ${raw(tables.run)} g
    where g.job = ${parameter(job)} and g.data_pool = ${parameter(dataPool)} and ${raw(isGoodRun('g'))}
      and g.fence < (select x.fence from ${raw(tables.run)} x where x.id = ${parameter(runId)}::uuid)
    order by g.fence desc limit 1`;
}
