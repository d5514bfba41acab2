import { SyncError } from '../contract/sync-error.js';

export function incompleteRead(reason: string, cause?: unknown): SyncError {
  return new SyncError('DIRECTORY_READ_INCOMPLETE', { params: { reason }, cause });
}

export function interrupted(cause?: unknown): SyncError {
  return new SyncError('RUN_INTERRUPTED', { cause });
}

/** What stops a run, in words of ours: anything else that was thrown becomes `UNEXPECTED` and keeps its cause. */
export function asSyncError(thrown: unknown): SyncError {
  return thrown instanceof SyncError ? thrown : new SyncError('UNEXPECTED', { cause: thrown });
}
