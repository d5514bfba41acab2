/** One row of the host's settings table. */
export interface StoredSetting {
  readonly key: string;
  /** JSON. What is stored may have been edited by hand: readers validate it. */
  readonly value: unknown;
  /** 1 for the first save, one more with each. */
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: string | null;
}

export interface SettingWrite {
  readonly key: string;
  readonly value: unknown;
  /** The version that was read; 0 when nothing was stored. */
  readonly expectedVersion: number;
  readonly changedBy: string | null;
  /** Cache generations to raise in the same transaction. */
  readonly invalidates: readonly string[];
}

/** The settings table of the host. The add-on brings one over the table `admin_setting`. */
export abstract class SettingsStore {
  abstract read(key: string): Promise<StoredSetting | undefined>;
  /** Throws `SETTING_CHANGED` when somebody saved since `expectedVersion`. */
  abstract write(setting: SettingWrite): Promise<StoredSetting>;
}
