import { Injectable } from '@nestjs/common';

import { SettingsStore } from '../contract/settings-store.js';
import { savedBy } from './job-settings.service.js';

const PAGE = 100;

export interface Authorship {
  /** Without the seed and people unknown. */
  readonly authors: readonly string[];
  /** Whether every version was found. False if the store keeps none, or rows were deleted by hand. */
  readonly isComplete: boolean;
}

/** Who changed the settings of jobs and data pools. */
@Injectable()
export class SettingsAuthors {
  constructor(private readonly store: SettingsStore) {}

  /** Who saved the setting after the given version. */
  async since(settingKey: string, version: number): Promise<Authorship> {
    const authors = new Set<string>();
    let found = 0;
    let newest: number | undefined;
    let before: number | undefined;
    for (;;) {
      const page = await this.store.versions(settingKey, { limit: PAGE, ...(before !== undefined && { before }) });
      const newer = page.filter((each) => each.version > version);
      for (const author of newer.map(savedBy)) if (author !== null) authors.add(author);
      found += newer.length;
      newest ??= page[0]?.version ?? 0;
      before = page.at(-1)?.version;
      if (newer.length < PAGE || before === undefined)
        return { authors: [...authors], isComplete: found === newest - version };
    }
  }
}
