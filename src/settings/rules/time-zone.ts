import type { RuleViolation } from './rule.js';

const IANA_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** A time zone of the IANA database. Offsets such as `+02:00` are refused, because they have no daylight saving time. */
export function timeZoneViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  return isTimeZone(value) ? undefined : { code: 'timeZoneUnknown', params: { value: value.slice(0, 64) } };
}

function isTimeZone(name: string): boolean {
  if (!IANA_NAME.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
