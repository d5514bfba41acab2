import type { SettingChange } from '../../shared/api/api-types.js';
import type { SettingsOwner, VersionOfSettings } from '../../shared/api/settings.js';
import { isRecord } from '../../shared/settings-schema/is-record.js';

const POOL = 'dataPool';

/** What differs between a version and the settings in force, by where it can be restored. */
export interface Restorable {
  /** In the form that saved it. */
  readonly inForm: readonly SettingChange[];
  /** In the form of the data pool: a version of a job before 0.5.0 contains the settings of its data pool. */
  readonly ofPool: readonly SettingChange[];
}

export function restorable(
  { job }: Pick<SettingsOwner, 'job'>,
  { settings, changes }: Pick<VersionOfSettings, 'settings' | 'changes'>,
): Restorable {
  const containsPool = job !== undefined && isRecord(settings[POOL]);
  const isOfPool = ({ field }: SettingChange) =>
    containsPool && field.startsWith(`${POOL}.`) && field !== `${POOL}.name`;
  return { inForm: changes.filter((change) => !isOfPool(change)), ofPool: changes.filter(isOfPool) };
}
