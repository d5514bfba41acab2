import type { FieldLimits } from '../contract/users-table.js';
import { inFormOrder } from './form-order.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { BatchSyncSettings } from './schema/batch-sync-settings.js';
import { defaultMapping } from './schema/default-mapping.js';
import { searchOfDataPool } from './search-of-data-pool.js';

/** Sections that earlier versions did not have, or not with all their settings. */
const ADDED_SECTIONS = ['dataPool', 'search', 'limits', 'approval'] as const;

/**
 * The settings that apply when nothing is stored.
 *
 * @param limits if given, the mapping leaves out fields that the host's users table does not have.
 */
export function defaultSettings(limits?: FieldLimits): JsonObject {
  const settings = Object.assign(new BatchSyncSettings(), { mapping: defaultMapping(limits) });
  return JSON.parse(JSON.stringify(settings)) as JsonObject;
}

/** The stored settings with the defaults of what earlier versions did not have, so that a part can be merged into them. */
export function completeSettings(value: unknown): unknown {
  const stored = searchOfDataPool(value);
  if (!isJsonObject(stored)) return stored;
  const defaults = defaultSettings();
  const added = ADDED_SECTIONS.map((name) => [name, completeSection(defaults[name] as JsonObject, stored[name])]);
  return { matching: defaults['matching'], ...stored, ...(Object.fromEntries(added) as JsonObject) };
}

/**
 * Merges `part` into `stored`: objects are merged, lists are replaced, and missing settings are kept, secrets included.
 * `null` removes `dataPool.bindPassword` and `dataPool.tls.ca`. Without a bind user the password is removed. The
 * read-only `dataPool.bindPasswordSet` of a response is ignored.
 */
export function mergeSettings(base: unknown, changed: unknown): unknown {
  const [stored, part] = [searchOfDataPool(base), searchOfDataPool(changed)];
  if (!isJsonObject(stored) || !isJsonObject(part)) return part;
  const merged = merge(stored, part);
  return isJsonObject(merged['dataPool'])
    ? { ...merged, dataPool: normalizeDataPool(merged['dataPool'], part) }
    : merged;
}

/** The settings in the order of the form, with `dataPool.bindPasswordSet` in place of the password, fit for a response. */
export function redactSettings(stored: JsonObject): JsonObject {
  const settings = inFormOrder(defaultSettings(), stored);
  if (!isJsonObject(settings['dataPool'])) return settings;
  const dataPool = { ...settings['dataPool'], bindPassword: settings['dataPool']['bindPassword'] ?? '' };
  const redacted = Object.entries(dataPool).map(([name, value]) =>
    name === 'bindPassword' ? (['bindPasswordSet', typeof value === 'string' && value !== ''] as const) : [name, value],
  );
  return { ...settings, dataPool: Object.fromEntries(redacted) as JsonObject };
}

function completeSection(defaults: JsonObject, stored: unknown = {}): unknown {
  return isJsonObject(stored) ? merge(defaults, stored) : stored;
}

function merge(stored: JsonObject, part: JsonObject): JsonObject {
  const changed = Object.entries(part).map(([key, value]) => {
    const before = Object.hasOwn(stored, key) ? stored[key] : undefined;
    return [key, isJsonObject(before) && isJsonObject(value) ? merge(before, value) : value] as const;
  });
  // Object.fromEntries and spread define properties: a key such as __proto__ stays an ordinary key, which validation refuses.
  return { ...stored, ...Object.fromEntries(changed) };
}

function normalizeDataPool(merged: JsonObject, part: JsonObject): JsonObject {
  const { bindPasswordSet: _readOnly, ...dataPool } = merged;
  const changed = isJsonObject(part['dataPool']) ? part['dataPool'] : {};
  const withoutUser = dataPool['bindDn'] === '' && !Object.hasOwn(changed, 'bindPassword');
  const password = withoutUser || dataPool['bindPassword'] === null ? { bindPassword: '' } : {};
  return { ...dataPool, ...password, ...withoutCa(dataPool['tls']) };
}

function withoutCa(tls: unknown): JsonObject {
  if (!isJsonObject(tls) || tls['ca'] !== null) return {};
  const { ca: _removed, ...rest } = tls;
  return { tls: rest };
}
