import { SettingsStore, type SettingWrite, type StoredSetting, SyncError } from '../../../../src/index.js';

/** Settings in memory. A store over a table compares the version in the statement that writes. */
export class MemorySettingsStore extends SettingsStore {
  private readonly stored = new Map<string, StoredSetting>();

  read(key: string): Promise<StoredSetting | undefined> {
    return Promise.resolve(this.stored.get(key));
  }

  async write({ key, value, expectedVersion, changedBy }: SettingWrite): Promise<StoredSetting> {
    const version = this.stored.get(key)?.version ?? 0;
    if (version !== expectedVersion) throw new SyncError('SETTING_CHANGED');
    const setting = { key, value, version: version + 1, changedAt: new Date(), changedBy };
    this.stored.set(key, setting);
    return setting;
  }
}
