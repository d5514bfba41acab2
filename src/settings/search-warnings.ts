import { isDeepStrictEqual } from 'node:util';

import type { SettingWarning } from '../contract/jobs.js';
import { comparableName } from '../mapping/comparable-name.js';
import type { BatchSyncSettings } from './schema/batch-sync-settings.js';
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

/** What a job says about whom it reads, and what it writes of them. */
export interface ReadingJob {
  readonly name: string;
  readonly settings: {
    readonly search: StatedSearch & { readonly filter: string };
    readonly mapping: BatchSyncSettings['mapping'];
  };
}

/**
 * Other jobs of the same data pool that look for the same people and fill a field differently: what one writes, the next one
 * overwrites, in each run. A field that only one of them fills stays as that one writes it.
 */
export function sameSearchWarnings(own: ReadingJob, others: readonly ReadingJob[]): readonly SettingWarning[] {
  return others
    .filter(({ settings }) => isDeepStrictEqual(soughtBy(settings), soughtBy(own.settings)))
    .filter(({ settings }) => isFilledOtherwise(settings.mapping, own.settings.mapping))
    .map(({ name }) => settingWarning('search.bases', 'searchOfOtherJob', { job: name }));
}

function isFilledOtherwise(one: BatchSyncSettings['mapping'], other: BatchSyncSettings['mapping']): boolean {
  const rows = new Map(other.map((row) => [row.field, row]));
  return one.some((row) => {
    const same = rows.get(row.field);
    return same !== undefined && JSON.stringify(row) !== JSON.stringify(same);
  });
}

function soughtBy({ search: { bases, exclusions, filter } }: ReadingJob['settings']): unknown {
  return {
    bases: new Set(bases.map(({ dn, scope }) => `${scope} ${comparableName(dn)}`)),
    exclusions: new Set(exclusions.map(({ dn, kind }) => `${kind} ${comparableName(dn)}`)),
    filter,
  };
}
