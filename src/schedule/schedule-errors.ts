import { SyncError } from '../contract/sync-error.js';

export function scheduleNameTaken(name: string): SyncError {
  return new SyncError('SCHEDULE_NAME_TAKEN', { params: { name } });
}
