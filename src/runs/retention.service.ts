import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';

import { describeError } from '../contract/describe-error.js';
import { ADDON_OPTIONS, DEFAULT_RETENTION_DAYS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SyncEvents } from '../contract/sync-events.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { type Deleted, type RetentionLimits, RunRetention } from '../engine/ports/run-retention.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { poolKey } from '../settings/data-pools/setting-keys.js';
import { JobSettingsService } from '../settings/job-settings.service.js';

const INTERVAL_MS = 60 * 60 * 1000;
const DEFAULT_RUNS = 100_000;

/** Deletes expired runs at start and once an hour, in the processes that take runs. */
@Injectable()
export class RetentionService implements BeforeApplicationShutdown {
  private readonly log = new Logger('Retention');
  private interval: NodeJS.Timeout | undefined;
  private deleting: Promise<void> | undefined;
  private isShuttingDown = false;

  constructor(
    @Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'retentionDays' | 'retentionRuns'>,
    private readonly retention: RunRetention,
    private readonly events: SyncEvents,
    private readonly catalog: ProcessCatalog,
    private readonly settings: JobSettingsService,
    private readonly history: RunHistory,
  ) {}

  /** Deletes now and periodically. */
  watch(): void {
    this.interval = setInterval(() => this.deleteInBackground(), INTERVAL_MS).unref();
    this.deleteInBackground();
  }

  /** Never rejects. @returns what was deleted. */
  async deleteExpired(): Promise<Deleted> {
    let total: Deleted = { runs: 0, changes: 0, problems: 0, links: 0 };
    try {
      for await (const step of this.retention.deleteExpired(await this.limits())) {
        total = sumOf(total, step);
        if (this.isShuttingDown) break;
      }
      if (Object.values(total).some((count) => count > 0)) {
        this.log.log({ deleted: total }, 'Runs older than the retention were deleted');
        await this.events.invalidate(['runs', 'users']);
      }
    } catch (error) {
      this.log.warn(`Old runs could not be deleted. The next attempt is in an hour. ${describeError(error)}`);
    }
    return total;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isShuttingDown = true;
    clearInterval(this.interval);
    await this.deleting;
  }

  private async limits(): Promise<RetentionLimits> {
    const { retentionDays: days = DEFAULT_RETENTION_DAYS, retentionRuns: runs = DEFAULT_RUNS } = this.options;
    const jobs = await this.catalog.jobs();
    const versionsInUse = (await Promise.all(jobs.map((job) => this.versionsInUse(job)))).flat();
    return { days, runs, planHours: await this.planHours(jobs), versionsInUse };
  }

  /** The longest time for which a plan of any job can be approved. */
  private async planHours(jobs: readonly Job[]): Promise<number> {
    const all = await Promise.all(jobs.map((job) => this.settings.current(job)));
    return Math.max(...all.map(({ settings }) => settings.approval.validHours), 0);
  }

  /**
   * Those with which a plan is compared that may need an approval. These are all of the job before its first applied run, and all
   * of its data pool if no run was applied or the last one used another data pool.
   */
  private async versionsInUse({ name, settingKey, dataPool }: Job): Promise<RetentionLimits['versionsInUse']> {
    const applied = await this.history.lastApplied(name);
    const ofPool = { key: poolKey(dataPool), version: 0 };
    if (!applied) return [{ key: settingKey, version: 0 }, ofPool];
    const ofApplied = { key: poolKey(applied.dataPool), version: applied.dataPoolVersion };
    const pools = applied.dataPool === dataPool ? [ofApplied] : [ofApplied, ofPool];
    return [{ key: settingKey, version: applied.version }, ...pools];
  }

  private deleteInBackground(): void {
    this.deleting ??= this.deleteExpired().then(() => (this.deleting = undefined));
  }
}

function sumOf(one: Deleted, other: Deleted): Deleted {
  return {
    runs: one.runs + other.runs,
    changes: one.changes + other.changes,
    problems: one.problems + other.problems,
    links: one.links + other.links,
  };
}
