import type { Run, RunProgress } from '../../contract/run.js';
import type { BatchRunRow } from '../entities/batch-run.entity.js';

export function toRun(row: BatchRunRow): Run {
  const { id, symbolicName, mode, trigger, startedBy, status, certificate, queuedAt, startedAt, endedAt } = row;
  const { read, created, updated, activated, unchanged, problems } = row;
  return {
    id,
    symbolicName,
    mode,
    trigger,
    startedBy: startedBy ?? null,
    status,
    counts: { read, created, updated, activated, unchanged, problems },
    reason: row.reasonCode ? { code: row.reasonCode, params: row.reasonParams ?? {} } : null,
    certificate: certificate ?? null,
    queuedAt,
    startedAt: startedAt ?? null,
    endedAt: endedAt ?? null,
  };
}

export function toProgress(row: BatchRunRow): RunProgress {
  return {
    runId: row.id,
    status: row.status,
    read: row.progressRead,
    applied: row.progressApplied,
    total: row.progressTotal ?? null,
  };
}
