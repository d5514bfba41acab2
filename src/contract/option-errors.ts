import { SyncError } from './sync-error.js';

export function optionInvalid(option: string, reason: string): SyncError {
  return new SyncError('OPTIONS_INVALID', { params: { option, reason } });
}
