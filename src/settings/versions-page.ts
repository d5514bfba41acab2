import type { Page, RowsRequest } from '../contract/run-rows.js';
import type { SettingsStore, StoredSetting } from '../contract/settings-store.js';
import { cursorInvalid } from './settings-errors.js';

const DEFAULT_LIMIT = 50;

/**
 * The versions of a setting, newest first. Throws `CURSOR_INVALID`.
 *
 * @param describe is given the version before; undefined if it is not stored.
 */
export async function versionsPage<T>(
  store: SettingsStore,
  key: string,
  { cursor, limit = DEFAULT_LIMIT }: RowsRequest,
  describe: (version: StoredSetting, before: StoredSetting | undefined) => T | Promise<T>,
): Promise<Page<T>> {
  const before = cursor === undefined ? {} : { before: versionOf(cursor) };
  const found = await store.versions(key, { ...before, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const items = await Promise.all(shown.map((version, index) => describe(version, found[index + 1])));
  return { items, nextCursor: last && found.length > limit ? String(last.version) : null };
}

function versionOf(cursor: string): number {
  if (!/^[1-9]\d{0,9}$/.test(cursor)) throw cursorInvalid();
  return Number(cursor);
}
