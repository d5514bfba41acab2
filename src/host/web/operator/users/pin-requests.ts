import type { SentPins } from '../../shared/api/users.js';

/** What the form says about pins. */
export interface PinChoice {
  /** The names of the values that are to be pinned. */
  readonly names: readonly string[];
  /** The last day of new pins, such as `2026-12-31`; empty: they do not expire. */
  readonly until: string;
}

/** The pins to set, and those to remove (null), by the name of the value. A pin that stays is neither. */
export function pinRequests(present: readonly string[], { names, until }: PinChoice): SentPins {
  const expiresAt = endOfPin(until);
  return Object.fromEntries([
    ...names.filter((name) => !present.includes(name)).map((name) => [name, { expiresAt }] as const),
    ...present.filter((name) => !names.includes(name)).map((name) => [name, null] as const),
  ]);
}

/** The end of the last day of a pin, in the time zone of the reader. Null for an empty text: the pin does not expire. */
export function endOfPin(day: string): string | null {
  if (day === '') return null;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + 1).toISOString();
}
