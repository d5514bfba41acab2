import type { FormLayout, SettingsRecord } from '../../shared/api/api-types.js';
import { isRecord } from '../../shared/settings-schema/is-record.js';

/** The values of the form: settings by their dotted path. */
export type SettingsByPath = Readonly<Record<string, unknown>>;

export function pathsOf(layout: FormLayout): readonly string[] {
  return layout.sections.flatMap((section) => section.fields.map((field) => field.path));
}

export function valueAt(settings: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), settings);
}

export function flattenSettings(settings: SettingsRecord, layout: FormLayout): SettingsByPath {
  return Object.fromEntries(pathsOf(layout).map((path) => [path, valueAt(settings, path)]));
}

/** Returns the settings as the API expects them. Undefined values are omitted, so that the host leaves them unchanged. */
export function nestSettings(flat: SettingsByPath): SettingsRecord {
  const nested: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flat)) {
    if (value === undefined) continue;
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let parent = nested;
    for (const key of keys) parent = (parent[key] ??= {}) as Record<string, unknown>;
    parent[last] = value;
  }
  return nested;
}

export function isSame(one: SettingsByPath, other: SettingsByPath): boolean {
  return Object.keys({ ...one, ...other }).every((path) => isSameValue(one[path], other[path]));
}

/** A missing value and null are the same. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** The values as they were saved, with what was typed since they were sent. */
export function keepTyped(typed: SettingsByPath, sent: SettingsByPath, saved: SettingsByPath): SettingsByPath {
  const later = Object.keys(typed).filter((path) => !isSameValue(typed[path], sent[path]));
  return { ...saved, ...Object.fromEntries(later.map((path) => [path, typed[path]])) };
}
