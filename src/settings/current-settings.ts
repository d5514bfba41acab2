import type { FieldError } from '../contract/error-codes.js';
import type { SyncError } from '../contract/sync-error.js';
import type { Job } from '../processes/job.js';
import type { StoredJobSettings } from './data-pools/job-settings-store.service.js';
import type { BatchSyncSettings } from './schema/batch-sync-settings.js';

/** Settings as a run would use them, with their errors. */
export interface CurrentSettings {
  readonly job: Job;
  readonly stored: StoredJobSettings | undefined;
  readonly settingsVersion: number;
  readonly dataPoolVersion: number;
  /** With the secrets in clear text. The defaults, while there are errors. */
  readonly settings: BatchSyncSettings;
  /** Stored settings may have been edited by hand; empty when they are valid. */
  readonly errors: readonly FieldError[];
  /** Set when a stored secret cannot be decrypted; `errors` contains it as well. */
  readonly secretError: SyncError | undefined;
}

/** 0 stands for what is not stored. */
export function versionsOf(
  stored: StoredJobSettings | undefined,
): Pick<CurrentSettings, 'settingsVersion' | 'dataPoolVersion'> {
  return { settingsVersion: stored?.version ?? 0, dataPoolVersion: stored?.dataPoolVersion ?? 0 };
}
