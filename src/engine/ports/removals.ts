import type { SettingWrite, StoredSetting } from '../../contract/settings-store.js';
import type { Job } from '../../processes/job.js';

export type RemovedSetting = Pick<SettingWrite, 'key' | 'expectedVersion' | 'invalidates'>;

/**
 * Deletes jobs and data pools, each in one transaction: the setting with its versions, and the name in what runs have stored. So
 * one that is created again under the name begins anew. Runs that are over stay, under a name that nothing can have.
 */
export abstract class Removals {
  /**
   * Deletes a further job. No run of it can be queued meanwhile, and its people are nobody's until a job reads them. Throws
   * `RUN_IN_PROGRESS` (params.runId) while a run of it is queued or running, or `SETTING_CHANGED`.
   */
  abstract job(job: Job, setting: RemovedSetting): Promise<void>;

  /**
   * Deletes a data pool with its links. Throws `RUN_IN_PROGRESS` (params.runId) while a run uses it, or `SETTING_CHANGED`.
   *
   * @param assertUnused is given all settings, none of which can begin to name the data pool any more.
   */
  abstract dataPool(
    name: string,
    setting: RemovedSetting,
    assertUnused: (settings: readonly StoredSetting[]) => void,
  ): Promise<void>;
}
