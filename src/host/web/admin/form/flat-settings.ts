import type { FormLayout, SettingsRecord } from '../../shared/api/wire.js';

/** Settings by their dotted path: what the form edits. */
export type FlatSettings = Readonly<Record<string, unknown>>;

export function pathsOf(layout: FormLayout): readonly string[] {
  return layout.sections.flatMap((section) => section.fields.map((field) => field.path));
}

export function valueAt(settings: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), settings);
}

export function flatten(settings: SettingsRecord, layout: FormLayout): FlatSettings {
  return Object.fromEntries(pathsOf(layout).map((path) => [path, valueAt(settings, path)]));
}

/** The nested form that the host takes. What is undefined is left out: the host keeps what it has. */
export function nest(flat: FlatSettings): SettingsRecord {
  const nested: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flat)) {
    if (value === undefined) continue;
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let place = nested;
    for (const key of keys) place = (place[key] ??= {}) as Record<string, unknown>;
    place[last] = value;
  }
  return nested;
}

export function isSame(one: FlatSettings, other: FlatSettings): boolean {
  const text = (value: unknown) => JSON.stringify(value ?? null);
  return Object.keys({ ...one, ...other }).every((path) => text(one[path]) === text(other[path]));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
