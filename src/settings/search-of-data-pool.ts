import { isJsonObject, type JsonObject } from './json-object.js';
import { SearchSettings } from './schema/search-settings.js';

const MOVED: readonly string[] = Object.keys(new SearchSettings());

/**
 * Settings, or a part of them, with the search in a section of its own. Up to 0.5.0-alpha.1 it was in the data pool. What
 * `search` says already is kept.
 */
export function searchOfDataPool(settings: unknown): unknown {
  if (!isJsonObject(settings) || !isJsonObject(settings['dataPool'])) return settings;
  const { dataPool, search = {}, ...others } = settings as JsonObject & { readonly dataPool: JsonObject };
  const entries = Object.entries(dataPool);
  const isMoved = ([name]: readonly [string, unknown]) => MOVED.includes(name);
  const moved = entries.filter(isMoved);
  if (moved.length === 0 || !isJsonObject(search)) return settings;
  const pool = Object.fromEntries(entries.filter((entry) => !isMoved(entry)));
  return { ...others, dataPool: pool, search: { ...Object.fromEntries(moved), ...search } };
}
