import type { ReadReport } from '../../contract/run.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { RecognizedDirectory } from '../ports/guard-history.js';
import type { GuardViolation } from './guards.js';

type Recognized = Pick<RecognizedDirectory, 'stableIdAttribute' | 'product'>;

/**
 * With another stable id, every entry would be someone new: the kind of directory was not recognized as before, because of an
 * update or something in between. Whoever names the kind of directory in the settings decides. If no entry has a stable id
 * any more, or only some have another one, whoever decided, some who are linked would not be found.
 *
 * @param last the last good run of the data pool; undefined: there was none.
 * @param only DN of the only entry that was read, which says nothing about the others if it has no stable id; null: everyone.
 */
export function sameStableId(
  report: ReadReport,
  { dialect }: Pick<DataPoolSettings, 'dialect'>,
  last: Recognized | undefined,
  only: string | null,
): GuardViolation | undefined {
  if (last === undefined) return undefined;
  const { stableIdAttribute: used } = last;
  const { stableIdAttribute: found = null } = report;
  if (found === null) {
    return only === null ? { code: 'STABLE_ID_CHANGED', params: { used, because: 'missing' } } : undefined;
  }
  const others = othersOfSome(report, last);
  if (others.length > 0) {
    return { code: 'STABLE_ID_CHANGED', params: { used, found: others.join(', '), because: 'some' } };
  }
  if (used === found || dialect !== 'automatic') return undefined;
  return { code: 'STABLE_ID_CHANGED', params: { used, found } };
}

/**
 * The stable ids of those who are identified by another one than before, while others are not: the directory is taken for
 * another product, of which each entry may have any of several. As long as it is the same product, each entry keeps its own.
 */
function othersOfSome(report: ReadReport, { stableIdAttribute: used, product }: Recognized): readonly string[] {
  const { stableIdAttribute, otherStableIdAttributes = [] } = report;
  const all = [stableIdAttribute, ...otherStableIdAttributes].filter((name) => typeof name === 'string');
  if (product === null || product === report.product || !all.includes(used)) return [];
  return all.filter((name) => name !== used);
}
