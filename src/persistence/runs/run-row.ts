import { runCounts } from '../../contract/change-kinds.js';
import type { Approval, Cancellation, Resumption, Revert, Run, StoredProgress } from '../../contract/run.js';
import type { BatchRunRow } from '../tables/batch-run.entity.js';

export function toRun(row: BatchRunRow): Run {
  const { id, job, symbolicName, mode, trigger, startedBy, status, readReport, queuedAt, startedAt, endedAt } = row;
  return {
    id,
    job,
    symbolicName,
    only: row.onlyDn ?? null,
    mode,
    trigger,
    startedBy: startedBy ?? null,
    status,
    counts: runCounts(row.counts),
    reason: row.reasonCode ? { code: row.reasonCode, params: row.reasonParams ?? {} } : null,
    readReport: readReport ?? null,
    hash: row.planHash ?? null,
    approvalNeed: row.approvalNeed ?? null,
    approval: approvalOf(row),
    cancellation: cancellationOf(row),
    reverts: revertOf(row),
    decision: row.decision ?? null,
    resumption: resumptionOf(row),
    withUnsavedSettings: row.withUnsavedSettings,
    queuedAt,
    startedAt: startedAt ?? null,
    endedAt: endedAt ?? null,
  };
}

function approvalOf({ approvedAt, approvedBy, approvalReason }: BatchRunRow): Approval | null {
  return approvedAt ? { by: approvedBy ?? null, at: approvedAt, reason: approvalReason ?? '' } : null;
}

function cancellationOf({ cancelRequestedAt, cancelRequestedBy }: BatchRunRow): Cancellation | null {
  return cancelRequestedAt ? { by: cancelRequestedBy ?? null, at: cancelRequestedAt } : null;
}

function revertOf({ revertsRunId, revertScope, revertReason }: BatchRunRow): Revert | null {
  if (!revertsRunId) return null;
  const { users = null, fields = null } = revertScope ?? {};
  return { runId: revertsRunId, users, fields, reason: revertReason ?? '' };
}

function resumptionOf({ resumedAt, resumedBy }: BatchRunRow): Resumption | null {
  return resumedAt ? { by: resumedBy ?? null, at: resumedAt } : null;
}

export function toProgress(row: BatchRunRow): StoredProgress {
  return {
    runId: row.id,
    status: row.status,
    read: row.progressRead,
    applied: row.progressApplied,
    total: row.progressTotal ?? null,
  };
}
