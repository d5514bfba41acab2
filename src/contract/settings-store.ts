import { SyncError } from './sync-error.js';

/** One row of the host's settings table. */
export interface StoredSetting {
  readonly key: string;
  /** JSON. It may have been edited by hand, so readers validate it. */
  readonly value: unknown;
  /** 1 after the first save, incremented by each save. */
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: string | null;
}

export interface SettingWrite {
  readonly key: string;
  readonly value: unknown;
  /** The version that was read; 0 if nothing was stored. */
  readonly expectedVersion: number;
  readonly changedBy: string | null;
  /** Caches whose generation is incremented in the same transaction. */
  readonly invalidates: readonly string[];
}

/** Returns the values to replace, by key. */
export type ReplaceSettings = (stored: readonly StoredSetting[]) => ReadonlyMap<string, unknown>;

/** The settings table of the host. The default implementation uses the table `admin_setting`. */
export abstract class SettingsStore {
  abstract read(key: string): Promise<StoredSetting | undefined>;
  /** Throws `SETTING_CHANGED` if the stored version is not `expectedVersion`. */
  abstract write(setting: SettingWrite): Promise<StoredSetting>;

  /**
   * Replaces the values of several rows in one transaction and keeps their versions. If `replace` throws, nothing changes.
   * A store without it cannot encrypt its secrets with another key.
   */
  replaceAll(_replace: ReplaceSettings): Promise<void> {
    return Promise.reject(new SyncError('NOT_YET_AVAILABLE'));
  }
}
