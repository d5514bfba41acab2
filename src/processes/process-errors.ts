import { SyncError } from '../contract/sync-error.js';

const MAX_NAME_LENGTH = 100;

/** @param path where in the manifest, as a JSON Pointer (RFC 6901). */
export function manifestInvalid(path: string, reason: string, cause?: unknown): SyncError {
  return new SyncError('MANIFEST_INVALID', { params: { path, reason }, cause });
}

export function unknownProcess(name: string): SyncError {
  return new SyncError('UNKNOWN_PROCESS', { params: { symbolicName: name.slice(0, MAX_NAME_LENGTH) } });
}

export function jobUnknown(name: string): SyncError {
  return new SyncError('JOB_UNKNOWN', { params: { job: name.slice(0, MAX_NAME_LENGTH) } });
}

/** The job of a run. The name that its runs have since tells nobody anything. */
export function jobDeleted(): SyncError {
  return new SyncError('JOB_DELETED');
}

export function addonDisabled(symbolicName: string): SyncError {
  return new SyncError('ADDON_DISABLED', { params: { symbolicName } });
}
