import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';

import { describeError } from '../contract/describe-error.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SyncEvents } from '../contract/sync-events.js';
import { type Deleted, RunRetention } from '../engine/ports/run-retention.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { JobSettingsService } from '../settings/job-settings.service.js';

const INTERVAL_MS = 60 * 60 * 1000;
const DEFAULT_DAYS = 400;
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
  ) {}

  /** Deletes now and periodically. */
  watch(): void {
    this.interval = setInterval(() => this.deleteInBackground(), INTERVAL_MS).unref();
    this.deleteInBackground();
  }

  /** Never rejects. @returns what was deleted. */
  async deleteExpired(): Promise<Deleted> {
    let total: Deleted = { runs: 0, changes: 0, problems: 0 };
    try {
      for await (const step of this.retention.deleteExpired(await this.limits())) {
        total = sumOf(total, step);
        if (this.isShuttingDown) break;
      }
      if (total.runs + total.changes + total.problems > 0) {
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

  private async limits() {
    const { retentionDays: days = DEFAULT_DAYS, retentionRuns: runs = DEFAULT_RUNS } = this.options;
    return { days, runs, planHours: await this.planHours() };
  }

  /** The longest time for which a plan of any job can be approved. */
  private async planHours(): Promise<number> {
    const all = await Promise.all((await this.catalog.jobs()).map((job) => this.settings.current(job)));
    return Math.max(...all.map(({ settings }) => settings.approval.validHours), 0);
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
  };
}
