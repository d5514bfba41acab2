import type { ErrorCode } from '../../contract/error-codes.js';
import type { Certificate, RunCounts, RunStatus } from '../../contract/run.js';
import type { MessageParameters } from '../../contract/sync-error.js';
import type { Statements } from '../database/database.js';
import { raise, tellProgress } from '../events/announce.js';
import type { OwnTables } from '../own-tables.js';
import { lostItsTurn } from '../persistence-errors.js';

export interface Move {
  readonly status: RunStatus;
  readonly counts?: RunCounts;
  readonly ended?: boolean;
  readonly reason?: { readonly code: ErrorCode; readonly params: MessageParameters };
  readonly certificate?: Certificate;
  readonly targets?: readonly string[];
}

/** What lists of runs and of jobs show. */
const RUN_CACHES = ['batch-synchronizations', 'runs'];

/**
 * Moves a run that is still ours to another status, and tells everybody with the commit. Throws `RUN_LOST_ITS_TURN`
 * when it is not ours any more.
 *
 * @param also caches whose contents the same transaction changed.
 */
export async function moveRun(
  transaction: Statements,
  tables: OwnTables,
  run: { readonly id: string; readonly fence: number },
  move: Move,
  also: readonly string[] = [],
): Promise<void> {
  const { status, counts, reason, certificate, targets } = move;
  const moved = await transaction.query(
    `update ${tables.run} set status = $3::text,
       ended_at = case when $4::bool then now() else ended_at end,
       reason_code = coalesce($5::text, reason_code),
       reason_params = coalesce($6::text::jsonb, reason_params),
       certificate = coalesce($7::text::jsonb, certificate),
       targets = coalesce($8::text::jsonb, targets),
       read = coalesce($9::int, read), created = coalesce($10::int, created), updated = coalesce($11::int, updated),
       activated = coalesce($12::int, activated), unchanged = coalesce($13::int, unchanged),
       problems = coalesce($14::int, problems)
     where id = $1::text::uuid and fence = $2::int and status in ('reading', 'planned', 'applying') and ended_at is null
     returning 1`,
    [
      run.id,
      run.fence,
      status,
      move.ended === true,
      reason?.code ?? null,
      json(reason?.params),
      json(certificate),
      json(targets),
      counts?.read ?? null,
      counts?.created ?? null,
      counts?.updated ?? null,
      counts?.activated ?? null,
      counts?.unchanged ?? null,
      counts?.problems ?? null,
    ],
  );
  if (moved.length === 0) throw lostItsTurn();
  await raise(transaction, tables, [...RUN_CACHES, ...also]);
  await tellProgress(transaction, run.id, status);
}

/** JSON that a jsonb column takes: no NUL, no half of a surrogate pair. */
function json(value: unknown): string | null {
  if (value === undefined) return null;
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'string' ? each.toWellFormed().replaceAll('\0', '\uFFFD') : each,
  );
}
