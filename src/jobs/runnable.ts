import { SyncError } from '../contract/sync-error.js';
import { type BatchSyncSettings, hasDirectory } from '../settings/batch-sync-settings.js';
import type { CurrentSettings } from './settings-desk.js';

/** The settings, when a run can be made with them; else what is wrong: `SETTINGS_INVALID`, `SECRET_UNREADABLE`, `SETTINGS_MISSING`. */
export function demandRunnable({ symbolicName, settings, errors, secretFault }: CurrentSettings): BatchSyncSettings {
  if (secretFault) throw secretFault;
  const [error] = errors;
  if (error) {
    // `why` and what it names let a host say the reason in the reader's language.
    const params = { ...error.params, symbolicName, field: error.field || '/', reason: error.message, why: error.code };
    throw new SyncError('SETTINGS_INVALID', { params });
  }
  if (!hasDirectory(settings)) throw new SyncError('SETTINGS_MISSING', { params: { symbolicName } });
  return settings;
}
