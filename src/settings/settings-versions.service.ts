import { Injectable } from '@nestjs/common';

import type { SettingsOfVersion, SettingsVersion } from '../contract/jobs.js';
import type { Page, RowsRequest } from '../contract/run-rows.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import type { Job } from '../processes/job.js';
import { isSecret } from './comparison/compare-settings.js';
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
  async page(job: Job, { cursor, limit = DEFAULT_LIMIT }: RowsRequest): Promise<Page<SettingsVersion>> {
    const before = cursor === undefined ? {} : { before: versionOf(cursor) };
    const found = await this.store.versions(job.settingKey, { ...before, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const items = shown.map((setting, index) => this.described(job, setting, found[index + 1]));
    return { items, nextCursor: last && found.length > limit ? String(last.version) : null };
  }

  /** Throws `SETTINGS_VERSION_UNKNOWN`. */
  async get(job: Job, version: number): Promise<SettingsOfVersion> {
    const [found] = await this.store.versions(job.settingKey, { before: version + 1, limit: 1 });
    if (found?.version !== version) throw settingsVersionUnknown(version);
    const changes = this.settings.changesBetween(job, await this.settings.stored(job), found);
    // Restoring a version keeps the stored password.
    return { ...this.settings.withoutSecrets(job, found), changes: changes.filter(({ field }) => !isSecret(field)) };
  }

  private described(job: Job, setting: StoredSetting, before: StoredSetting | undefined): SettingsVersion {
    const { version, changedAt } = setting;
    const changes = before ? this.settings.changesBetween(job, before, setting) : null;
    return { version, changedAt, changedBy: savedBy(setting), changes };
  }
}

function versionOf(cursor: string): number {
  if (!/^[1-9]\d{0,9}$/.test(cursor)) throw cursorInvalid();
  return Number(cursor);
}
