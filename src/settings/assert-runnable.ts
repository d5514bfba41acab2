import type { CurrentSettings } from './current-settings.js';
import { type BatchSyncSettings, hasDirectory } from './schema/batch-sync-settings.js';
import { settingsInvalid, settingsMissing } from './settings-errors.js';

/** The settings, if a run can use them. Throws `SETTINGS_INVALID`, `SECRET_UNREADABLE` or `SETTINGS_MISSING`. */
export function assertRunnable({
  job,
  settings,
  errors,
  secretError,
}: Pick<CurrentSettings, 'job' | 'settings' | 'errors' | 'secretError'>): BatchSyncSettings {
  if (secretError) throw secretError;
  const [error] = errors;
  if (error) throw settingsInvalid(job.symbolicName, error);
  if (!hasDirectory(settings)) throw settingsMissing(job.symbolicName);
  return settings;
}
