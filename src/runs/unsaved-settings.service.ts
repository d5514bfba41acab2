import { Injectable } from '@nestjs/common';

import type { SettingsOfVersion } from '../contract/jobs.js';
import type { Run } from '../contract/run.js';
import type { StoredSetting } from '../contract/settings-store.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { noUnsavedSettings } from '../engine/run-errors.js';
import type { Job } from '../processes/job.js';
import { withSecretsOf } from '../settings/secrets/stored-secrets.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { SettingConsequences } from './setting-consequences.service.js';

/** The settings of plans that were made before they were saved. */
@Injectable()
export class UnsavedSettings {
  constructor(
    private readonly history: RunHistory,
    private readonly settings: JobSettingsService,
    private readonly consequences: SettingConsequences,
  ) {}

  /** Throws `NO_UNSAVED_SETTINGS`. */
  async of(job: Job, { id, queuedAt, startedBy }: Run): Promise<SettingsOfVersion> {
    const [kept, stored] = await Promise.all([this.history.unsavedSettings(id), this.settings.stored(job)]);
    if (kept === undefined) throw noUnsavedSettings(id);
    const setting: StoredSetting = {
      key: job.settingKey,
      // Saving them keeps the stored secrets.
      value: withSecretsOf(kept, stored?.value),
      version: stored?.version ?? 0,
      changedAt: queuedAt,
      changedBy: startedBy,
    };
    const changes = this.settings.changesBetween(stored, setting);
    return {
      ...this.settings.withoutSecrets(job, setting),
      changes: await this.consequences.counted([job], changes),
    };
  }
}
