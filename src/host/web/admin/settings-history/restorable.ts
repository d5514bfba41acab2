import type { SettingChange, SettingsOfVersion } from '../../shared/api/api-types.js';
import { isRecord } from '../../shared/settings-schema/is-record.js';

const POOL = 'dataPool';

/** What differs between a version and the settings in force, by where it can be restored. */
export interface Restorable {
  /** In the form of the job. */
  readonly inForm: readonly SettingChange[];
  /** On the page of the data pool only: a version before 0.5.0 contains the settings of its data pool. */
  readonly ofPool: readonly SettingChange[];
}

export function restorable({ settings, changes }: Pick<SettingsOfVersion, 'settings' | 'changes'>): Restorable {
  const containsPool = isRecord(settings[POOL]);
  const isOfPool = ({ field }: SettingChange) =>
    containsPool && field.startsWith(`${POOL}.`) && field !== `${POOL}.name`;
  return { inForm: changes.filter((change) => !isOfPool(change)), ofPool: changes.filter(isOfPool) };
}
