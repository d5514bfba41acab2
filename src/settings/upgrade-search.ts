import { isJsonObject, type JsonObject } from './json-object.js';
import { SearchSettings } from './schema/search-settings.js';

/** The only base of a search up to 0.5.0-alpha.1. */
const BASE = 'baseDn';
const MOVED: ReadonlySet<string> = new Set([BASE, ...Object.keys(new SearchSettings())]);

/** Settings, or a part of them, of any version in the form of this one. A data pool that is named is an object with its name. */
export function settingsToday(settings: unknown): unknown {
  const today = upgradeSearch(settings);
  const isNamed = isJsonObject(today) && typeof today['dataPool'] === 'string';
  return isNamed ? { ...today, dataPool: { name: today['dataPool'] } } : today;
}

/** Settings with the search in a section of its own, and with a list of bases. */
export function upgradeSearch(settings: unknown): unknown {
  const moved = searchOfDataPool(settings);
  if (!isJsonObject(moved) || !isJsonObject(moved['search'])) return moved;
  const { [BASE]: dn, ...search } = moved['search'];
  if (typeof dn !== 'string' || search['bases'] !== undefined) return moved;
  return { ...moved, search: { ...search, bases: dn.trim() === '' ? [] : [{ dn, scope: 'subtree' }] } };
}

/** What `search` says already is kept. */
function searchOfDataPool(settings: unknown): unknown {
  if (!isJsonObject(settings) || !isJsonObject(settings['dataPool'])) return settings;
  const { dataPool, search = {}, ...others } = settings as JsonObject & { readonly dataPool: JsonObject };
  const entries = Object.entries(dataPool);
  const isMoved = ([name]: readonly [string, unknown]) => MOVED.has(name);
  const moved = entries.filter(isMoved);
  if (moved.length === 0 || !isJsonObject(search)) return settings;
  const pool = Object.fromEntries(entries.filter((entry) => !isMoved(entry)));
  return { ...others, dataPool: pool, search: { ...Object.fromEntries(moved), ...search } };
}
