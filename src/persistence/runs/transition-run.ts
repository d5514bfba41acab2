import type { ApprovalNeed, SectionHashes } from '../../contract/approval.js';
import type { ErrorCode } from '../../contract/error-codes.js';
import type { ReadReport, RunStatus } from '../../contract/run.js';
import type { RunCounts } from '../../contract/change-kinds.js';
import { storableJson } from '../../contract/storable-text.js';
import type { MessageParameters } from '../../contract/sync-error.js';
import type { Statements } from '../database/database.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import { storeRunEvent } from '../notifications/store-run-event.js';
import type { OwnTables } from '../tables/own-tables.js';
import { leaseLost } from '../persistence-errors.js';

export interface RunTransition {
  readonly status: RunStatus;
  readonly counts?: RunCounts;
  readonly ended?: boolean;
  readonly reason?: { readonly code: ErrorCode; readonly params: MessageParameters };
  readonly readReport?: ReadReport;
  /** The plan that was stored in the same transaction. */
  readonly plan?: StoredPlan;
  /** Why the plan waits for approval. The run then becomes a plan, whatever its mode was. */
  readonly approvalNeed?: ApprovalNeed | null | undefined;
}

export interface StoredPlan {
  readonly targets: readonly string[];
  readonly settingsShape: string;
  readonly hash: string;
  /** Taken before the plan was made. */
  readonly position: string;
  readonly settingsVersion?: number | undefined;
  readonly dataPoolVersion?: number | undefined;
  readonly sections?: SectionHashes | undefined;
}

/** The caches that contain the status of a run. */
const RUN_CACHES = ['batch-synchronizations', 'runs'];

/**
 * Changes the status of a run, and sends the events when the transaction commits. Throws `RUN_LEASE_LOST` when this
 * process does not hold the lease any more.
 *
 * @param further caches whose contents the same transaction changed.
 */
export async function transitionRun(
  transaction: Statements,
  tables: OwnTables,
  run: { readonly id: string; readonly fence: number },
  transition: RunTransition,
  further: readonly string[] = [],
): Promise<void> {
  const { status, counts, reason, readReport, plan, approvalNeed } = transition;
  const updated = await transaction.query(
    `update ${tables.run} set status = $3::text,
       ended_at = case when $4::bool then now() else ended_at end,
       unsaved_settings = case when not $4::bool then unsaved_settings
         when $3::text in ('planned', 'stopped') and plan_hash is not null then 
           unsaved_settings #- '{dataPool,bindPassword}' #- '{dataPool,tls,clientKey}' end,
       reason_code = coalesce($5::text, reason_code),
       reason_params = coalesce($6::text::jsonb, reason_params),
       read_report = coalesce($7::text::jsonb, read_report),
       targets = coalesce($8::text::jsonb, targets),
       counts = coalesce($9::text::jsonb, counts),
       settings_shape = coalesce($10::text, settings_shape),
       plan_hash = coalesce($11::text, plan_hash),
       plan_position = coalesce($15::text::bigint, plan_position),
       planned_at = case when $11::text is null then planned_at else now() end,
       settings_version = coalesce($12::int, settings_version),
       data_pool_version = coalesce($16::int, data_pool_version),
       settings_sections = coalesce($13::text::jsonb, settings_sections),
       approval_need = coalesce($14::text::jsonb, approval_need),
       mode = case when $14::text is null then mode else 'plan' end
     where id = $1::text::uuid and fence = $2::int and status in ('reading', 'planned', 'applying') and ended_at is null
     returning 1`,
    [
      run.id,
      run.fence,
      status,
      transition.ended === true,
      reason?.code ?? null,
      json(reason?.params),
      json(readReport),
      json(plan?.targets),
      json(counts),
      plan?.settingsShape ?? null,
      plan?.hash ?? null,
      plan?.settingsVersion ?? null,
      json(plan?.sections),
      json(approvalNeed ?? undefined),
      plan?.position ?? null,
      plan?.dataPoolVersion ?? null,
    ],
  );
  if (updated.length === 0) throw leaseLost();
  if (transition.ended) await storeRunEvent(transaction, tables, run.id);
  await bumpGenerations(transaction, tables, [...RUN_CACHES, ...further]);
  await notifyProgress(transaction, run.id, status);
}

function json(value: unknown): string | null {
  return value === undefined ? null : storableJson(value);
}
