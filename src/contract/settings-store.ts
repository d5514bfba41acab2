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
  /** Key of a row that must be stored, too; otherwise nothing changes. A store may ignore it. */
  readonly needs?: string;
}

/** Returns the values to replace, by key. A key that is not stored becomes a row of version 1. */
export type ReplaceSettings = (stored: readonly StoredSetting[]) => ReadonlyMap<string, unknown>;

/** Returns the value that takes the place of that of an earlier version; undefined keeps it. */
export type ReplaceVersion = (earlier: StoredSetting) => unknown;

export interface VersionsRequest {
  /** Only versions below this one. */
  readonly before?: number;
  /** Only what was saved at this moment, to the millisecond. What one save writes has one moment. */
  readonly changedAt?: Date;
  readonly limit: number;
}

/** The settings table of the host. The default implementation uses the table `admin_setting`. */
export abstract class SettingsStore {
  abstract read(key: string): Promise<StoredSetting | undefined>;
  /** Throws `SETTING_CHANGED` if the stored version is not `expectedVersion`. */
  abstract write(setting: SettingWrite): Promise<StoredSetting>;

  /** The rows with the keys, in their order, as they are at one moment. A store without it reads one after the other. */
  readAll(keys: readonly string[]): Promise<readonly (StoredSetting | undefined)[]> {
    return Promise.all(keys.map((key) => this.read(key)));
  }

  /** The rows whose keys begin with `prefix`, in the order of their keys. A store without it has only the first jobs. */
  list(_prefix: string): Promise<readonly StoredSetting[]> {
    return Promise.resolve([]);
  }

  /**
   * Writes several rows in one transaction, with one `changedAt`, and returns them in the same order. Throws as `write` does,
   * and nothing changes. A store without it writes them one after the other.
   */
  async writeAll(settings: readonly SettingWrite[]): Promise<readonly StoredSetting[]> {
    const stored: StoredSetting[] = [];
    for (const setting of settings) stored.push(await this.write(setting));
    return stored;
  }

  /** Removes a row with its versions, whose numbers are not used again. Throws as `write` does. */
  remove(_setting: Pick<SettingWrite, 'key' | 'expectedVersion' | 'invalidates'>): Promise<void> {
    return Promise.reject(new SyncError('NOT_YET_AVAILABLE'));
  }

  /**
   * The versions of a setting, newest first: the stored one, and those that saves replaced. A store that does not keep
   * these has the stored one alone.
   */
  async versions(key: string, { before, changedAt, limit }: VersionsRequest): Promise<readonly StoredSetting[]> {
    const stored = await this.read(key);
    if (!stored || (before !== undefined && stored.version >= before)) return [];
    const isAsked = changedAt === undefined || stored.changedAt.getTime() === changedAt.getTime();
    return isAsked ? [stored].slice(0, limit) : [];
  }

  /** The number of the last version that `remove` removed under the key; 0 if it removed none. */
  removedVersion(_key: string): Promise<number> {
    return Promise.resolve(0);
  }

  /**
   * Replaces the values of several rows in one transaction and keeps their versions; `replaceVersion` is called for each
   * earlier version that the store keeps. If one of them throws, nothing changes. A store without it cannot encrypt its
   * secrets with another key.
   */
  replaceAll(_replace: ReplaceSettings, _replaceVersion: ReplaceVersion): Promise<void> {
    return Promise.reject(new SyncError('NOT_YET_AVAILABLE'));
  }
}
