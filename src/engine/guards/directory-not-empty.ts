import type { ReadReport } from '../../contract/run.js';
import type { GuardViolation } from './guards.js';

/** An empty result almost always means a wrong base or a missing permission, rarely an organization without people. */
export function directoryNotEmpty({ entries, baseDn, filter }: ReadReport): GuardViolation | undefined {
  return entries === 0 ? { code: 'DIRECTORY_EMPTY', params: { baseDn, filter } } : undefined;
}
