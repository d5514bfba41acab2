import { databaseError } from '../contract/database-error.js';
import type { ErrorCode } from '../contract/error-codes.js';
import { SyncError } from '../contract/sync-error.js';
import type { RejectedRun } from './rejected-bind.js';

const MAX_ID_LENGTH = 64;
const NAMED_FIELDS = 5;

export function incompleteRead(reason: string, cause?: unknown): SyncError {
  return new SyncError('DIRECTORY_READ_INCOMPLETE', { params: { reason }, cause });
}

/** The directory did not return people whom every complete read must contain. */
export function canariesMissing(canaries: readonly string[]): SyncError {
  const params = { reason: 'people are missing', because: 'canaries', canaries: canaries.join('; ') };
  return new SyncError('DIRECTORY_READ_INCOMPLETE', { params });
}

export function interrupted(cause?: unknown): SyncError {
  return new SyncError('RUN_INTERRUPTED', { cause });
}

/** Why the run ends: its signal was aborted with `RUN_CANCELLED`, or the process stops. */
export function abortedBy({ reason }: AbortSignal, cause?: unknown): SyncError {
  return reason instanceof SyncError ? reason : interrupted(cause);
}

export function nothingToRevert(runId: string): SyncError {
  return new SyncError('NOTHING_TO_REVERT', { params: { runId } });
}

export function noUnsavedSettings(runId: string): SyncError {
  return new SyncError('NO_UNSAVED_SETTINGS', { params: { runId } });
}

/** The run has applied changes, but none to the users and fields that were selected. */
export function nothingSelected(runId: string): SyncError {
  return new SyncError('NOTHING_TO_REVERT', { params: { runId, because: 'selection' } });
}

/** Names a few of the fields that the changes of a run do not have. */
export function fieldsUnknown(runId: string, fields: readonly string[]): SyncError {
  const named = fields.slice(0, NAMED_FIELDS).map((field) => field.slice(0, MAX_ID_LENGTH));
  return new SyncError('FIELDS_UNKNOWN', { params: { runId, userField: named.join(', ') } });
}

export function runNotFound(runId: string): SyncError {
  return new SyncError('RUN_NOT_FOUND', { params: { runId: runId.slice(0, MAX_ID_LENGTH) } });
}

/** Why the schedule of a job starts no runs. */
export function schedulePaused({ id, reason: { params } }: RejectedRun): SyncError {
  const { url = '', bindDn = '' } = params;
  return new SyncError('SCHEDULE_PAUSED', { params: { ...params, url, bindDn, runId: id } });
}

/** The error of the run in which the directory rejected the bind. */
export function bindStillRejected({ reason: { params } }: RejectedRun): SyncError {
  const { url = '', bindDn = '' } = params;
  return new SyncError('LDAP_BIND_REJECTED', { params: { ...params, url, bindDn } });
}

/** Whether the directory caused the error, rather than the add-on or the database. */
export function isDirectoryError(code: ErrorCode): boolean {
  // A server that the host does not permit was never asked.
  if (code === 'LDAP_TARGET_REFUSED') return false;
  return code.startsWith('LDAP_') || code === 'DIRECTORY_READ_INCOMPLETE';
}

/** The `SyncError` that was thrown, or that of a state of the database; anything else becomes `UNEXPECTED`, with its cause. */
export function asSyncError(thrown: unknown): SyncError {
  if (thrown instanceof SyncError) return thrown;
  return databaseError(thrown) ?? new SyncError('UNEXPECTED', { cause: thrown });
}
