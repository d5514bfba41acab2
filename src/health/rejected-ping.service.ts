import { isDeepStrictEqual } from 'node:util';

import { Injectable } from '@nestjs/common';

import { SettingsStore } from '../contract/settings-store.js';
import type { Job } from '../processes/job.js';

/** What a rejected bind depends on. Another bind is tried as soon as one of them differs. */
export interface BindCircumstances {
  readonly settingsVersion: number;
  readonly dataPoolVersion: number;
  /** The newest run of the job; null if there is none. */
  readonly runId: string | null;
}

/**
 * Remembers in the settings table that the directory rejected the bind of a health check, for all processes and after a
 * restart. Otherwise a process that is started again and again would lock the account.
 */
@Injectable()
export class RejectedPing {
  constructor(private readonly store: SettingsStore) {}

  async isRemembered(job: Job, circumstances: BindCircumstances): Promise<boolean> {
    return isDeepStrictEqual((await this.store.read(keyOf(job)))?.value, { ...circumstances });
  }

  /** Never rejects: a database that cannot be written is reported by the health check itself. */
  async remember(job: Job, { settingsVersion, dataPoolVersion, runId }: BindCircumstances): Promise<void> {
    const key = keyOf(job);
    try {
      const value = { settingsVersion, dataPoolVersion, runId };
      const expectedVersion = (await this.store.read(key))?.version ?? 0;
      await this.store.write({ key, value, expectedVersion, changedBy: null, invalidates: [] });
    } catch {
      // Another process has just remembered it, or nothing can be written.
    }
  }
}

function keyOf({ settingKey }: Job): string {
  return `${settingKey}.rejected-bind`;
}
