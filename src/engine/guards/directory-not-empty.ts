import type { RunCounts } from '../../contract/change-kinds.js';
import type { ReadReport } from '../../contract/run.js';
import type { GuardViolation } from './guards.js';

/** An empty result almost always means a wrong base or a missing permission, rarely an organization without people. */
export function directoryNotEmpty({ entries, baseDn, filter, bases = [] }: ReadReport): GuardViolation | undefined {
  if (entries > 0) return undefined;
  const isExcluded = bases.some(({ excluded }) => excluded > 0);
  return { code: 'DIRECTORY_EMPTY', params: { baseDn, filter, ...(isExcluded && { because: 'excluded' }) } };
}

/** If nobody is active, the synchronization would have ended without a word. Of a single person, nothing is concluded. */
export function someoneActive(
  { baseDn, filter }: ReadReport,
  { read, inactive }: Pick<RunCounts, 'read' | 'inactive'>,
  only: string | null,
): GuardViolation | undefined {
  if (only !== null || read === 0 || inactive < read) return undefined;
  return { code: 'DIRECTORY_EMPTY', params: { baseDn, filter, because: 'inactive' } };
}
