import type { ChangeRow } from '../api/api-types.js';
import { byFieldOrder } from '../components/field-order.js';

export interface FieldDifference {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The fields whose values differ, in display order. */
export function differencesOf({ before, after }: Pick<ChangeRow, 'before' | 'after'>): readonly FieldDifference[] {
  const [old, current] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...current.keys()])]
    .toSorted(byFieldOrder)
    .map((field) => ({ field, before: old.get(field) ?? null, after: current.get(field) ?? null }))
    .filter((difference) => difference.before !== difference.after);
}

function leaves(values: Readonly<Record<string, unknown>>, prefix = ''): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [field, text] of leaves(value as Record<string, unknown>, `${prefix}${key}.`)) found.set(field, text);
    } else {
      found.set(prefix + key, asText(value));
    }
  }
  return found;
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
