import { Injectable } from '@nestjs/common';

import type { SyncHealth } from '../contract/batch-synchronizations.js';
import { Dispatcher } from '../contract/dispatcher.js';
import { ProcessOffice } from '../process/process-office.js';
import { DatabaseAccess } from '../sync/ports/database-access.js';
import { RunHistory } from '../sync/ports/run-history.js';
import { DirectoryHealth, HEALTH_MS } from './directory-health.js';
import { JobSchedule } from './ports/job-schedule.js';
import { SettingsDesk } from './settings-desk.js';
import { within } from './within.js';

/**
 * The state of this process and of what it depends on. Never throws, and never waits for long: a part that says nothing
 * counts as down.
 */
@Injectable()
export class HealthReport {
  private asked: Promise<SyncHealth> | undefined;

  constructor(
    private readonly office: ProcessOffice,
    private readonly settings: SettingsDesk,
    private readonly database: DatabaseAccess,
    private readonly directory: DirectoryHealth,
    private readonly schedule: JobSchedule,
    private readonly dispatcher: Dispatcher,
    private readonly history: RunHistory,
  ) {}

  /** Whoever asks meanwhile gets the same answer: a stranger who asks often costs the database no more. */
  health(): Promise<SyncHealth> {
    this.asked ??= this.ask().finally(() => (this.asked = undefined));
    return this.asked;
  }

  private async ask(): Promise<SyncHealth> {
    const [up, directory, schedule, queue, lastGoodRun] = await Promise.all([
      within(HEALTH_MS, this.database.isUp(), false),
      within(HEALTH_MS, this.directory.state(), { up: false, code: 'UNEXPECTED' }),
      within(HEALTH_MS, this.scheduleState(), { up: false, enabled: false, nextExecution: null, errors: [] }),
      within(HEALTH_MS, this.dispatcher.health(), { up: false, queued: 0, active: 0 }),
      within(HEALTH_MS, this.lastGoodRun(), null),
    ]);
    return { database: { up }, directory, schedule, queue, lastGoodRun };
  }

  /** Up: the clock of this process is as the settings say. */
  private async scheduleState(): Promise<SyncHealth['schedule']> {
    const { settings, errors } = await this.settings.current();
    const enabled = errors.length === 0 && settings.schedule.enabled && (await this.office.isEnabled());
    const nextExecution = this.schedule.next(this.office.symbolicName);
    return { up: errors.length === 0 && enabled === (nextExecution !== null), enabled, nextExecution, errors };
  }

  private async lastGoodRun(): Promise<SyncHealth['lastGoodRun']> {
    const endedAt = (await this.history.lastGood(this.office.symbolicName))?.endedAt;
    return endedAt ? { endedAt, ageSeconds: Math.round((Date.now() - endedAt.getTime()) / 1000) } : null;
  }
}
