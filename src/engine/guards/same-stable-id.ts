import type { ReadReport } from '../../contract/run.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { RecognizedDirectory } from '../ports/guard-history.js';
import type { GuardViolation } from './guards.js';

/**
 * With another stable id, every entry would be someone new: the kind of directory was not recognized as before, because of an
 * update or something in between. Whoever names the kind of directory in the settings decides.
 *
 * @param last the last good run of the data pool; undefined: there was none.
 */
export function sameStableId(
  { stableIdAttribute: found = null }: ReadReport,
  { dialect }: Pick<DataPoolSettings, 'dialect'>,
  last: Pick<RecognizedDirectory, 'stableIdAttribute'> | undefined,
): GuardViolation | undefined {
  const used = last?.stableIdAttribute;
  if (dialect !== 'automatic' || used === undefined || found === null || used === found) return undefined;
  return { code: 'STABLE_ID_CHANGED', params: { used, found } };
}
