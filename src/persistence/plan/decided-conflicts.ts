import type { ConflictDecision } from '../../contract/conflicts.js';
import { LEFT_OUT, OFFERS, USER_IN_THE_WAY } from '../conflicts/offered-choices.js';
import type { Statements } from '../database/database.js';
import type { SqlStatement } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';

/** What was decided about conflicts for the plan of a run. */
export async function readDecision(
  statements: Statements,
  { run }: OwnTables,
  runId: string,
): Promise<ConflictDecision | undefined> {
  const [row] = await statements.query<{ decision: string | null }>(
    `select decision::text as decision from ${run} where id = $1::text::uuid`,
    [runId],
  );
  return row?.decision ? (JSON.parse(row.decision) as ConflictDecision) : undefined;
}

/**
 * Keeps of the decided conflicts those that the read finds and that offer the choice. A decision about a code is about all
 * that it finds, without those that `LEFT_OUT` names; the run says how many these are.
 *
 * @param undecided the statement of the plan without decisions. What it writes is removed again.
 */
export async function keepFoundConflicts(
  transaction: Statements,
  tables: OwnTables,
  runId: string,
  { choice, code }: ConflictDecision,
  undecided: SqlStatement,
): Promise<void> {
  const { run, change, problem, decision } = tables;
  await transaction.query(undecided.sql, undecided.values);
  const isFound = `p.run_id = $1::text::uuid and p.stable_id is not null and ${OFFERS[choice]}`;
  if (code === null) {
    await transaction.query(
      `delete from ${decision} d where d.run_id = $1::text::uuid and not exists (
         select from ${problem} p where ${isFound} and p.stable_id = d.stable_id and ${USER_IN_THE_WAY} = d.user_id)`,
      [runId],
    );
  } else {
    await transaction.query(
      `insert into ${decision} (run_id, stable_id, user_id)
       select distinct p.run_id, p.stable_id, ${USER_IN_THE_WAY} from ${problem} p
       where ${isFound} and p.code = $2::text and not ${LEFT_OUT[choice]}`,
      [runId, code],
    );
    await transaction.query(
      `update ${run} r set decision = r.decision || jsonb_build_object('leftOut', l.number)
       from (
         select count(*)::int as number from ${problem} p
         where ${isFound} and p.code = $2::text and ${LEFT_OUT[choice]}) l
       where r.id = $1::text::uuid and l.number > 0`,
      [runId, code],
    );
  }
  await transaction.query(`delete from ${change} where run_id = $1::text::uuid`, [runId]);
  await transaction.query(`delete from ${problem} where run_id = $1::text::uuid`, [runId]);
}
