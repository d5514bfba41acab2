import { Injectable } from '@nestjs/common';

import { REVIEWED_SECTIONS } from '../contract/approval.js';
import type { SettingChange } from '../contract/settings-comparison.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import { type AppliedSettings, RunHistory } from '../engine/ports/run-history.js';
import type { Job } from '../processes/job.js';
import { JobSettingsStore } from '../settings/data-pools/job-settings-store.service.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { changedSections, sectionHashes } from '../settings/section-hashes.js';

/** Where settings are that may need an approval. */
const REVIEWED: ReadonlySet<string> = new Set([
  'dataPool',
  'matching',
  'matchingOtherPools',
  'releasedName',
  ...REVIEWED_SECTIONS,
]);

/** The settings of the last applied run of a job. */
@Injectable()
export class AppliedSettingsComparison {
  constructor(
    private readonly settings: JobSettingsService,
    private readonly store: SettingsStore,
    private readonly jobs: JobSettingsStore,
    private readonly history: RunHistory,
  ) {}

  /** What has changed since then; null if that is not known. */
  async changesSince(job: Job): Promise<readonly SettingChange[] | null> {
    const [applied, stored] = await Promise.all([this.history.lastApplied(job.name), this.settings.stored(job)]);
    const version = applied && (await this.versionOf(job, applied));
    if (!version || !stored) return null;
    const changes = this.settings.changesBetween(version, stored);
    return changes.filter(({ field, effect }) => effect !== 'none' && REVIEWED.has(field.split('.')[0] ?? ''));
  }

  /** The version with the sections that the run used: a plan may have kept settings that were saved later. */
  private async versionOf(
    job: Job,
    { version, dataPoolVersion, sections }: AppliedSettings,
  ): Promise<StoredSetting | undefined> {
    const [found] = await this.store.versions(job.settingKey, { before: version + 1, limit: 1 });
    if (found?.version !== version) return undefined;
    const whole = await this.jobs.withPool(found, dataPoolVersion);
    const { settings } = await this.settings.kept(job, whole.value);
    return changedSections(sections, sectionHashes(settings)).length === 0 ? whole : undefined;
  }
}
