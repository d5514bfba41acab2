import type { SettingsStore, StoredSetting } from '../../../src/contract/settings-store.js';

/** Makes a fake store keep each version of its rows, which are returned. */
export function keepVersions(store: SettingsStore): StoredSetting[] {
  const kept: StoredSetting[] = [];
  store.versions = async (asked, { before = Infinity, changedAt, limit }) =>
    kept
      .filter(({ key }) => key === asked)
      .filter(({ version }) => version < before)
      .filter((each) => changedAt === undefined || each.changedAt.getTime() === changedAt.getTime())
      .toSorted((one, other) => other.version - one.version)
      .slice(0, limit);
  const write = store.write.bind(store);
  store.write = async (setting) => {
    const stored = await write(setting);
    kept.push(stored);
    return stored;
  };
  return kept;
}
