import type { SettingWarning } from '../contract/jobs.js';
import { DEFAULT_MATCHING } from '../contract/matching.js';
import type { MappingRule } from '../mapping/mapping-rule.js';
import { isSecretRow } from '../mapping/offending-value.js';
import { namesOf } from '../mapping/sources/source.js';
import type { BatchSyncSettings } from './schema/batch-sync-settings.js';
import { settingWarning } from './setting-warning.js';

/**
 * Rows that write what may be secrets, and matching rules that find nobody, because no row fills their field. A default rule is not
 * named next to one that finds people.
 */
export function mappingWarnings({
  mapping,
  matching,
}: Pick<BatchSyncSettings, 'mapping' | 'matching'>): readonly SettingWarning[] {
  const filled = new Set<string>(mapping.map(({ field }) => field));
  const findsPeople = matching.some((field) => filled.has(field));
  const idle = matching.flatMap((field, index) =>
    filled.has(field) || (findsPeople && DEFAULT_MATCHING.includes(field))
      ? []
      : [settingWarning(`matching.${index}`, 'matchingNotMapped', { target: field })],
  );
  return [...mapping.flatMap(secretWarning), ...idle];
}

function secretWarning(row: MappingRule, index: number): readonly SettingWarning[] {
  const { attribute, field } = namesOf(row);
  return isSecretRow({ attribute, field })
    ? [settingWarning(`mapping.${index}.field`, 'secretMapped', { attribute, target: field })]
    : [];
}
