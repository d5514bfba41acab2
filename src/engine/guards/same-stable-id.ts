import type { ReadReport } from '../../contract/run.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { RecognizedDirectory } from '../ports/guard-history.js';
import type { GuardViolation } from './guards.js';

/**
 * With another stable id, every entry would be someone new: the kind of directory was not recognized as before, because of an
 * update or something in between. Whoever names the kind of directory in the settings decides. If no entry has a stable id
 * any more, nobody can be synchronized, whoever decided.
 *
 * @param last the last good run of the data pool; undefined: there was none.
 * @param only DN of the only entry that was read, which says nothing about the others if it has no stable id; null: everyone.
 */
export function sameStableId(
  { stableIdAttribute: found = null }: ReadReport,
  { dialect }: Pick<DataPoolSettings, 'dialect'>,
  last: Pick<RecognizedDirectory, 'stableIdAttribute'> | undefined,
  only: string | null,
): GuardViolation | undefined {
  const used = last?.stableIdAttribute;
  if (used === undefined || used === found) return undefined;
  if (found === null) {
    return only === null ? { code: 'STABLE_ID_CHANGED', params: { used, because: 'missing' } } : undefined;
  }
  if (dialect !== 'automatic') return undefined;
  return { code: 'STABLE_ID_CHANGED', params: { used, found } };
}
