import type { ReadReport } from '../../contract/run.js';
import type { GuardViolation } from './guards.js';

/** The entry of the run was found before it was queued, so it was moved or changed since. Nothing is concluded from that. */
export function entryFound({ entries }: ReadReport, dn: string): GuardViolation | undefined {
  return entries === 0 ? { code: 'PERSON_NOT_FOUND', params: { who: dn } } : undefined;
}
