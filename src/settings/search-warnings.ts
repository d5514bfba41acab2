import type { SettingWarning } from '../contract/jobs.js';
import { type BaseStatement, type ExclusionStatement, SearchScope } from './rules/search-scope.js';
import { settingWarning } from './setting-warning.js';

interface StatedSearch {
  readonly bases: readonly BaseStatement[];
  readonly exclusions: readonly ExclusionStatement[];
}

/** Containers that are left out, or read again, although no base contains them. The directory may move them there later. */
export function searchWarnings({ bases, exclusions }: StatedSearch): readonly SettingWarning[] {
  if (bases.length === 0) return [];
  const scope = new SearchScope(bases, []);
  return exclusions.flatMap(({ dn }, index) =>
    scope.judge(dn).kind === 'outside'
      ? [settingWarning(`search.exclusions.${index}.dn`, 'containerOutsideBases', { dn })]
      : [],
  );
}
