import { Injectable } from '@nestjs/common';

import type { SettingsOfVersion, SettingsVersion } from '../contract/jobs.js';
import type { Page, RowsRequest } from '../contract/run-rows.js';
import type { SettingChange } from '../contract/settings-comparison.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import type { Job } from '../processes/job.js';
import { isSecret } from './comparison/compare-settings.js';
import { isWhole, JobSettingsStore, poolNameOf } from './data-pools/job-settings-store.service.js';
import { DataPoolSettingsService } from './data-pools/data-pool-settings.service.js';
import { DataPoolStore } from './data-pools/data-pool-store.service.js';
import { savedBy } from './saved-by.js';
import { JobSettingsService } from './job-settings.service.js';
import { settingsVersionUnknown } from './settings-errors.js';
import { versionsPage } from './versions-page.js';

/** The versions of the settings of a job, without secrets. */
@Injectable()
export class SettingsVersions {
  constructor(
    private readonly store: SettingsStore,
    private readonly settings: JobSettingsService,
    private readonly jobs: JobSettingsStore,
    private readonly pools: DataPoolStore,
    private readonly poolSettings: DataPoolSettingsService,
  ) {}

  /** Newest first. Throws `CURSOR_INVALID`. */
  page(job: Job, rows: RowsRequest): Promise<Page<SettingsVersion>> {
    return versionsPage(this.store, job.settingKey, rows, (version, before) => this.described(version, before));
  }

  /** Throws `SETTINGS_VERSION_UNKNOWN`. */
  async get(job: Job, version: number): Promise<SettingsOfVersion> {
    const [found] = await this.store.versions(job.settingKey, { before: version + 1, limit: 1 });
    if (found?.version !== version) throw settingsVersionUnknown(version);
    const [stored, whole] = [await this.settings.stored(job), await this.jobs.withPool(found)];
    const changes = this.settings.changesBetween(stored, whole);
    const shown = this.settings.withoutSecrets(job, whole);
    const settings = isWhole(found.value) ? shown.settings : { ...shown.settings, dataPool: poolNameOf(found.value) };
    // Restoring a version keeps the stored password.
    return { ...shown, settings, changes: changes.filter(({ field }) => !isSecret(field)) };
  }

  private async described(setting: StoredSetting, before: StoredSetting | undefined): Promise<SettingsVersion> {
    const { version, changedAt } = setting;
    const changes = before ? await this.changesSince(before, setting) : null;
    return { version, changedAt, changedBy: savedBy(setting), changes };
  }

  /**
   * The data pool of a version before 0.5.0 became the first version of its data pool. Later, it has versions of its own: those
   * that were saved with the job are changes of both.
   */
  private async changesSince(before: StoredSetting, after: StoredSetting): Promise<readonly SettingChange[]> {
    if (!isWhole(before.value)) {
      const pool = await this.pools.savedWith(poolNameOf(after.value), after);
      const ofPool = pool ? this.poolSettings.changesBetween(pool.before, pool.after) : [];
      return [...this.settings.changesBetween(before, after), ...ofPool];
    }
    return this.settings.changesBetween(before, await this.jobs.withPool(after, 1));
  }
}
