import { Injectable } from '@nestjs/common';

import { SettingsStore } from '../contract/settings-store.js';
import type { Job } from '../processes/job.js';
import { savedBy } from './job-settings.service.js';

const PAGE = 100;

/** Who changed the settings of jobs. */
@Injectable()
export class SettingsAuthors {
  constructor(private readonly store: SettingsStore) {}

  /** Who saved settings of the job after the given version; without the seed and people unknown. */
  async since({ settingKey }: Job, version: number): Promise<readonly string[]> {
    const authors = new Set<string>();
    let before: number | undefined;
    for (;;) {
      const page = await this.store.versions(settingKey, { limit: PAGE, ...(before !== undefined && { before }) });
      const newer = page.filter((each) => each.version > version);
      for (const author of newer.map(savedBy)) if (author !== null) authors.add(author);
      before = page.at(-1)?.version;
      if (newer.length < PAGE || before === undefined) return [...authors];
    }
  }
}
