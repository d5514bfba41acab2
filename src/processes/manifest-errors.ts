import { SyncError } from '../contract/sync-error.js';

/** @param path where in the manifest, as a JSON Pointer (RFC 6901). */
export function manifestInvalid(path: string, reason: string, cause?: unknown): SyncError {
  return new SyncError('MANIFEST_INVALID', { params: { path: path || '/', reason }, cause });
}
