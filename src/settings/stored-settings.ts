import type { FieldLimits } from '../contract/users-table.js';
import { BatchSyncSettings } from './schema/batch-sync-settings.js';
import { defaultMapping } from './schema/default-mapping.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * What holds where nothing was saved.
 *
 * @param limits leaves out of the mapping what the host's users do not keep.
 */
export function defaultSettings(limits?: FieldLimits): Json {
  const settings = Object.assign(new BatchSyncSettings(), { mapping: defaultMapping(limits) });
  return JSON.parse(JSON.stringify(settings)) as Json;
}

/**
 * `part` over `stored`: objects are merged, lists replaced, what is left out stays, a secret among it. `null` removes
 * `dataPool.bindPassword` and `dataPool.tls.ca`. Without a bind user no password is kept. The read-only
 * `dataPool.bindPasswordSet` of an answer may be sent back.
 */
export function mergeSettings(stored: unknown, part: unknown): unknown {
  if (!isJson(stored) || !isJson(part)) return part;
  const merged = merge(stored, part);
  return isJson(merged['dataPool']) ? { ...merged, dataPool: settleDataPool(merged['dataPool'], part) } : merged;
}

/** What may leave the process: `dataPool.bindPasswordSet` in place of the password. */
export function redactSettings(settings: Json): Json {
  if (!isJson(settings['dataPool'])) return settings;
  const { bindPassword, ...dataPool } = settings['dataPool'];
  const bindPasswordSet = typeof bindPassword === 'string' && bindPassword !== '';
  return { ...settings, dataPool: { ...dataPool, bindPasswordSet } };
}

function merge(stored: Json, part: Json): Json {
  const changed = Object.entries(part).map(([key, value]) => {
    const before = Object.hasOwn(stored, key) ? stored[key] : undefined;
    return [key, isJson(before) && isJson(value) ? merge(before, value) : value] as const;
  });
  // Object.fromEntries and spread define properties, so a key such as __proto__ stays a plain key and is refused later.
  return { ...stored, ...Object.fromEntries(changed) };
}

function settleDataPool(merged: Json, part: Json): Json {
  const { bindPasswordSet: _readOnly, ...dataPool } = merged;
  const typed = isJson(part['dataPool']) ? part['dataPool'] : {};
  const withoutUser = dataPool['bindDn'] === '' && !Object.hasOwn(typed, 'bindPassword');
  const password = withoutUser || dataPool['bindPassword'] === null ? { bindPassword: '' } : {};
  return { ...dataPool, ...password, ...withoutCa(dataPool['tls']) };
}

function withoutCa(tls: unknown): Json {
  if (!isJson(tls) || tls['ca'] !== null) return {};
  const { ca: _removed, ...rest } = tls;
  return { tls: rest };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
