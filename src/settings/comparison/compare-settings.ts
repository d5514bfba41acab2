import { isDeepStrictEqual } from 'node:util';

import type { SettingChange } from '../../contract/settings-comparison.js';
import { inFormOrder } from '../form-order.js';
import { isJsonObject, type JsonObject } from '../json-object.js';
import { fieldOf, POOL_SECRETS } from '../secrets/pool-secrets.js';
import { defaultSettings, mergeSettings } from '../stored-settings.js';
import { settingEffect } from './setting-effect.js';

const MAPPING = 'mapping';
const SECRETS: ReadonlySet<string> = new Set(POOL_SECRETS.map(fieldOf));

/**
 * The settings that differ, in the order of the form. Rows of the mapping are compared by their target, whatever their
 * order; a missing setting has its default. Secrets are compared as they are given: in clear text, encrypted, or hidden.
 *
 * @param notNull the fields that are required whatever the mapping says.
 */
export function compareSettings(
  before: unknown,
  after: unknown,
  notNull: ReadonlySet<string>,
): readonly SettingChange[] {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  const fields = [...new Set([...is.keys(), ...was.keys()])];
  const changed = fields.filter((field) => !isDeepStrictEqual(was.get(field), is.get(field)));
  return bySection(changed).map((field) => {
    const values = { before: was.get(field) ?? null, after: is.get(field) ?? null };
    const effect = settingEffect(field, values, notNull);
    return isSecret(field) ? { field, before: null, after: null, effect } : { field, ...values, effect };
  });
}

/** Whether the values of a setting are never shown. */
export function isSecret(field: string): boolean {
  return SECRETS.has(field);
}

/** Removed rows of the mapping stand with the others. */
function bySection(fields: readonly string[]): readonly string[] {
  const sections = [...new Set([...Object.keys(defaultSettings()), ...fields.map(sectionOf)])];
  return sections.flatMap((section) => fields.filter((field) => sectionOf(field) === section));
}

function sectionOf(field: string): string {
  return field.split('.')[0] ?? field;
}

/** The values by path. Settings that were edited by hand may have any form. */
function valuesOf(settings: unknown): ReadonlyMap<string, unknown> {
  if (!isJsonObject(settings)) return new Map([['', settings]]);
  const complete = mergeSettings(defaultSettings(), settings) as JsonObject;
  return new Map(flattened(inFormOrder(defaultSettings(), complete), ''));
}

function flattened(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (value === undefined || value === null) return [];
  if (path === MAPPING && Array.isArray(value)) return value.map(rowOf);
  if (!isJsonObject(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => flattened(inner, path ? `${path}.${name}` : name));
}

function rowOf(row: unknown, index: number): readonly [string, unknown] {
  const target = isJsonObject(row) && typeof row['field'] === 'string' ? row['field'] : String(index);
  return [`${MAPPING}.${target}`, row];
}
