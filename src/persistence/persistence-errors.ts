import { SyncError } from '../contract/sync-error.js';

export function migrationFailed(cause: unknown): SyncError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SyncError('MIGRATION_FAILED', { params: { reason }, cause });
}

export function userEntityUnsupported(reason: string): SyncError {
  return new SyncError('USER_ENTITY_UNSUPPORTED', { params: { reason } });
}

export function databaseUnreachable(cause: unknown): SyncError {
  return new SyncError('DATABASE_UNREACHABLE', { cause });
}

export function leaseLost(cause?: unknown): SyncError {
  return new SyncError('RUN_LEASE_LOST', { cause });
}

export function runInProgress(runId: string): SyncError {
  return new SyncError('RUN_IN_PROGRESS', { params: { runId } });
}

export function countsDisagree(read: number, sum: number): SyncError {
  return new SyncError('RUN_COUNTS_DISAGREE', { params: { read, sum } });
}

export function settingChanged(): SyncError {
  return new SyncError('SETTING_CHANGED');
}

export function cursorInvalid(): SyncError {
  return new SyncError('CURSOR_INVALID');
}

/** @param userField the name of the value that is another now. */
export function userChanged(userField: string): SyncError {
  return new SyncError('USER_CHANGED', { params: { userField } });
}

export function userNotWritable(): SyncError {
  return new SyncError('USER_NOT_WRITABLE');
}

export function userWriteRefused(reason: string, cause: unknown): SyncError {
  return new SyncError('USER_WRITE_REFUSED', { params: { reason }, cause });
}

export function writesRefused(refused: number, reason: string, cause: unknown): SyncError {
  return new SyncError('WRITES_REFUSED', { params: { refused, reason }, cause });
}

export function userInUse(seconds: number, cause: unknown): SyncError {
  return new SyncError('USER_IN_USE', { params: { seconds }, cause });
}

/** @param since undefined: nothing is known of the user. */
export function userStateUnknown(since: Date | undefined): SyncError {
  return new SyncError('USER_STATE_UNKNOWN', { params: { since: since?.toISOString() ?? '' } });
}
