import type { ErrorCode } from '../contract/error-codes.js';
import { SyncError } from '../contract/sync-error.js';

export function incompleteRead(reason: string, cause?: unknown): SyncError {
  return new SyncError('DIRECTORY_READ_INCOMPLETE', { params: { reason }, cause });
}

export function interrupted(cause?: unknown): SyncError {
  return new SyncError('RUN_INTERRUPTED', { cause });
}

/** Whether the directory is at fault, and not we or the database. */
export function isDirectoryError(code: ErrorCode): boolean {
  return code.startsWith('LDAP_') || code === 'DIRECTORY_READ_INCOMPLETE';
}

/** What stops a run, in words of ours: anything else that was thrown becomes `UNEXPECTED` and keeps its cause. */
export function asSyncError(thrown: unknown): SyncError {
  return thrown instanceof SyncError ? thrown : new SyncError('UNEXPECTED', { cause: thrown });
}
