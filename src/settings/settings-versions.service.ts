import { Injectable } from '@nestjs/common';

import type { JobSettings, SettingsVersion } from '../contract/jobs.js';
import type { Page, RowsRequest } from '../contract/run-rows.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import type { Job } from '../processes/job.js';
import { JobSettingsService, savedBy } from './job-settings.service.js';
import { cursorInvalid, settingsVersionUnknown } from './settings-errors.js';

const DEFAULT_LIMIT = 50;

/** The versions of the settings of a job, without secrets. */
@Injectable()
export class SettingsVersions {
  constructor(
    private readonly store: SettingsStore,
    private readonly settings: JobSettingsService,
  ) {}

  /** Newest first. Throws `CURSOR_INVALID`. */
  async page({ settingKey }: Job, { cursor, limit = DEFAULT_LIMIT }: RowsRequest): Promise<Page<SettingsVersion>> {
    const before = cursor === undefined ? {} : { before: versionOf(cursor) };
    const found = await this.store.versions(settingKey, { ...before, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return { items: shown.map(described), nextCursor: last && found.length > limit ? String(last.version) : null };
  }

  /** Throws `SETTINGS_VERSION_UNKNOWN`. */
  async get(job: Job, version: number): Promise<JobSettings> {
    const [found] = await this.store.versions(job.settingKey, { before: version + 1, limit: 1 });
    if (found?.version !== version) throw settingsVersionUnknown(version);
    return this.settings.withoutSecrets(job, found);
  }
}

function described(setting: StoredSetting): SettingsVersion {
  return { version: setting.version, changedAt: setting.changedAt, changedBy: savedBy(setting) };
}

function versionOf(cursor: string): number {
  if (!/^[1-9]\d{0,9}$/.test(cursor)) throw cursorInvalid();
  return Number(cursor);
}
