import type { FieldLimits } from '../contract/users-table.js';
import { inFormOrder } from './form-order.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import {
  mentionsSecret,
  POOL_SECRETS,
  removesSecret,
  secretIn,
  withoutSecretValue,
  withoutSetFlag,
  withSecret,
} from './secrets/pool-secrets.js';
import { BatchSyncSettings } from './schema/batch-sync-settings.js';
import { defaultMapping } from './schema/default-mapping.js';
import { settingsToday } from './upgrade-search.js';

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
  const stored = settingsToday(value);
  if (!isJsonObject(stored)) return stored;
  const defaults = defaultSettings();
  const added = ADDED_SECTIONS.map((name) => [name, completeSection(defaults[name] as JsonObject, stored[name])]);
  const { matching, matchingOtherPools, releasedName } = defaults;
  return { matching, matchingOtherPools, releasedName, ...stored, ...(Object.fromEntries(added) as JsonObject) };
}

/**
 * Merges `part` into `stored`: objects are merged, lists are replaced, and missing settings are kept, secrets included.
 * `null` removes a secret, `dataPool.tls.ca` and `dataPool.tls.clientCertificate`. A secret of which the data pool has no use
 * (the password without a bind user, the key without a certificate) is removed. What a response has in place of secrets
 * (`dataPool.bindPasswordSet`) is ignored.
 */
export function mergeSettings(base: unknown, changed: unknown): unknown {
  const [stored, part] = [settingsToday(base), settingsToday(changed)];
  if (!isJsonObject(stored) || !isJsonObject(part)) return part;
  const merged = merge(stored, part);
  return isJsonObject(merged['dataPool'])
    ? { ...merged, dataPool: normalizeDataPool(merged['dataPool'], part) }
    : merged;
}

/**
 * The settings in the order of the form, with `dataPool.bindPasswordSet` in place of the password, and so on, fit for a response. A data
 * pool that is not an object (edited by hand) may contain a secret in any form, so it is left out.
 */
export function redactSettings(stored: unknown): JsonObject {
  if (!isJsonObject(stored)) return {};
  const { dataPool, ...others } = stored;
  const settings = inFormOrder(defaultSettings(), isJsonObject(dataPool) ? stored : others);
  if (!isJsonObject(settings['dataPool'])) return settings;
  return { ...settings, dataPool: POOL_SECRETS.reduce(withoutSecretValue, settings['dataPool']) };
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
  const dataPool = { ...merged, ...normalizedTls(merged['tls']) };
  return POOL_SECRETS.reduce((pool: JsonObject, secret) => {
    const isKept = secretIn(pool, secret) !== undefined && !mentionsSecret(part['dataPool'], secret);
    const isRemoved = removesSecret(pool, secret) || (isKept && !secret.isNeeded(pool));
    return withoutSetFlag(isRemoved ? withSecret(pool, secret, '') : pool, secret);
  }, dataPool);
}

function normalizedTls(tls: unknown): JsonObject {
  if (!isJsonObject(tls)) return {};
  const { ca, clientCertificate, ...rest } = tls;
  return {
    tls: {
      ...rest,
      ...(ca !== null && ca !== undefined && { ca }),
      ...(clientCertificate !== undefined && { clientCertificate: clientCertificate ?? '' }),
    },
  };
}
