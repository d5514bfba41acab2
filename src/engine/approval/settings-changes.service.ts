import { Injectable } from '@nestjs/common';

import type { ReviewedSection, SectionHashes } from '../../contract/approval.js';
import type { Job } from '../../processes/job.js';
import { poolKey } from '../../settings/data-pools/setting-keys.js';
import { changedSections } from '../../settings/section-hashes.js';
import { SettingsAuthors } from '../../settings/settings-authors.service.js';
import { RunHistory } from '../ports/run-history.js';

/** What has changed in the settings of a job since its last applied run. */
export interface SettingsChanges {
  /** Whether no run of the job was applied yet. */
  readonly isFirst: boolean;
  readonly sections: readonly ReviewedSection[];
  /** Who has saved settings since then. */
  readonly authors: readonly string[];
  /** Whether these are all, because every version since then was found. */
  readonly areAuthorsKnown: boolean;
}

/** Compares settings with those of the last applied run. */
@Injectable()
export class SettingsChangesService {
  constructor(
    private readonly history: RunHistory,
    private readonly authors: SettingsAuthors,
  ) {}

  /** @param hashes of the settings to compare. */
  async of(job: Job, hashes: SectionHashes): Promise<SettingsChanges> {
    const applied = await this.history.lastApplied(job.name);
    const ofJob = await this.authors.since(job.settingKey, applied?.version ?? 0);
    // Whoever chose another data pool changed the job; whoever set it up decided, too.
    const usedPool = applied?.dataPool === job.dataPool ? applied.dataPoolVersion : 0;
    const ofPool = await this.authors.since(poolKey(job.dataPool), usedPool);
    const authors = [...new Set([...ofJob.authors, ...ofPool.authors])];
    const sections = applied ? changedSections(applied.sections, hashes) : [];
    return { isFirst: !applied, sections, authors, areAuthorsKnown: ofJob.isComplete && ofPool.isComplete };
  }
}
