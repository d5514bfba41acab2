import { Inject, Injectable } from '@nestjs/common';

import { ADDON_OPTIONS, DEFAULT_RETENTION_DAYS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import { savedBy } from './saved-by.js';

const PAGE = 100;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Authorship {
  /** Without the seed and people unknown. */
  readonly authors: readonly string[];
  /**
   * Whether every version was found that the retention keeps: older ones do not count, nor those of a job or data pool that was
   * deleted before this one was created under its name. False if the store keeps none, or rows were
   * deleted by hand.
   */
  readonly isComplete: boolean;
}

/** Who changed the settings of jobs and data pools. */
@Injectable()
export class SettingsAuthors {
  constructor(
    private readonly store: SettingsStore,
    @Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'retentionDays'>,
  ) {}

  /** Who saved the setting after the given version. */
  async since(settingKey: string, version: number): Promise<Authorship> {
    const authors = new Set<string>();
    let found = 0;
    let newest: number | undefined;
    let oldest: StoredSetting | undefined;
    let before: number | undefined;
    for (;;) {
      const page = await this.store.versions(settingKey, { limit: PAGE, ...(before !== undefined && { before }) });
      const newer = page.filter((each) => each.version > version);
      for (const author of newer.map(savedBy)) if (author !== null) authors.add(author);
      found += newer.length;
      newest ??= page[0]?.version ?? 0;
      oldest = newer.at(-1) ?? oldest;
      before = page.at(-1)?.version;
      if (newer.length < PAGE || before === undefined) {
        const none = Math.max(version, this.deletedUpTo(oldest), await this.store.removedVersion(settingKey));
        return { authors: [...authors], isComplete: found === newest - none };
      }
    }
  }

  /** The newest version that the retention may have deleted before the oldest one that is kept; 0 if that one is too young. */
  private deletedUpTo(oldest: StoredSetting | undefined): number {
    const { retentionDays = DEFAULT_RETENTION_DAYS } = this.options;
    const isOld = oldest !== undefined && oldest.changedAt.getTime() < Date.now() - retentionDays * DAY_MS;
    return isOld ? oldest.version - 1 : 0;
  }
}
