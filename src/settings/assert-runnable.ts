import { SyncError } from '../contract/sync-error.js';
import type { CurrentSettings } from './job-settings.service.js';
import { type BatchSyncSettings, hasDirectory } from './schema/batch-sync-settings.js';

/** The settings, if a run can use them. Throws `SETTINGS_INVALID`, `SECRET_UNREADABLE` or `SETTINGS_MISSING`. */
export function assertRunnable({ job, settings, errors, secretError }: CurrentSettings): BatchSyncSettings {
  if (secretError) throw secretError;
  const { symbolicName } = job;
  const [error] = errors;
  if (error) {
    // `why` and its parameters let a host give the reason in the reader's language.
    const params = { ...error.params, symbolicName, field: error.field || '/', reason: error.message, why: error.code };
    throw new SyncError('SETTINGS_INVALID', { params });
  }
  if (!hasDirectory(settings)) throw new SyncError('SETTINGS_MISSING', { params: { symbolicName } });
  return settings;
}
