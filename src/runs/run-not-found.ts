import { SyncError } from '../contract/sync-error.js';

export function runNotFound(runId: string): SyncError {
  return new SyncError('RUN_NOT_FOUND', { params: { runId: runId.slice(0, 64) } });
}
