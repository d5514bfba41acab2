import type { GuardFinding } from '../../contract/guards.js';
import { storableJson } from '../../contract/storable-text.js';
import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';

/** Rows that are kept of a problem that most entries have. */
export const SAMPLE = 20;

/** Stores what guards found in the plan of a run. */
export async function storeFindings(
  transaction: Statements,
  tables: OwnTables,
  runId: string,
  findings: readonly GuardFinding[],
): Promise<void> {
  if (findings.length === 0) return;
  await transaction.query(`update ${tables.run} set guards = $2::text::jsonb where id = $1::text::uuid`, [
    runId,
    storableJson(findings),
  ]);
  for (const { problem, unit, field } of findings)
    if (problem && unit === null && field === null) await keepSample(transaction, tables, runId, problem.code);
}

/** The other rows would say the same. They are counted on the run, so that its counts and groups still add up. */
async function keepSample(transaction: Statements, tables: OwnTables, runId: string, code: string): Promise<void> {
  await transaction.query(
    `with omitted as (
       delete from ${tables.problem} p where p.run_id = $1::text::uuid and p.code = $2::text and not p.is_partial and p.id not in (
         select s.id from ${tables.problem} s where s.run_id = $1::text::uuid and s.code = $2::text and not s.is_partial
         order by s.id limit ${SAMPLE})
       returning p.params ->> 'field' as field),
     counted as (select field, count(*)::int as problems from omitted group by field)
     update ${tables.run} set problems_omitted = problems_omitted + (select count(*)::int from omitted),
       problem_groups_omitted = coalesce(problem_groups_omitted, '[]') || coalesce(
         (select jsonb_agg(jsonb_build_object('code', $2::text, 'field', field, 'problems', problems)) from counted), '[]')
     where id = $1::text::uuid`,
    [runId, code],
  );
}
