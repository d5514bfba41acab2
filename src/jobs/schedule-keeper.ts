import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

import { CACHE_INVALIDATED, type SyncEvent, SyncEvents } from '../events/sync-events.js';
import { ProcessOffice } from '../process/process-office.js';
import { faultOf } from '../sync/fault.js';
import { JobSchedule } from './ports/job-schedule.js';
import { RunStarter } from './run-starter.js';
import { SettingsDesk } from './settings-desk.js';

const RETRY_MS = 5_000;

/** Keeps this process's clock as the stored settings say, whichever process saved them. */
@Injectable()
export class ScheduleKeeper implements BeforeApplicationShutdown {
  private readonly log = new Logger(ScheduleKeeper.name);
  private unsubscribe: (() => void) | undefined;
  private applying: Promise<void> = Promise.resolve();
  private waiting = false;
  private retry: NodeJS.Timeout | undefined;
  private inForce: string | undefined;

  constructor(
    private readonly office: ProcessOffice,
    private readonly settings: SettingsDesk,
    private readonly schedule: JobSchedule,
    private readonly starter: RunStarter,
    private readonly events: SyncEvents,
  ) {}

  /** Brings the schedule back after a restart, and follows changes from now on. */
  async keep(): Promise<void> {
    this.unsubscribe = this.events.subscribe((event) => {
      if (concernsSchedule(event)) void this.apply();
    });
    await this.apply();
  }

  /** Applies what is stored now. Calls while one is under way share the next. */
  apply(): Promise<void> {
    if (!this.waiting) {
      this.waiting = true;
      this.applying = this.applying.then(() => {
        this.waiting = false;
        return this.applyStored();
      });
    }
    return this.applying;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    clearTimeout(this.retry);
    await this.applying;
  }

  private async applyStored(): Promise<void> {
    clearTimeout(this.retry);
    try {
      const isEnabled = await this.office.isEnabled();
      const { settings, errors } = await this.settings.current();
      if (isEnabled && errors.length === 0 && settings.schedule.enabled) this.set(settings.schedule);
      else this.remove();
    } catch (error) {
      this.log.error(`The stored schedule could not be applied; trying again. ${faultOf(error)}`);
      this.retry = setTimeout(() => void this.apply(), RETRY_MS);
      this.retry.unref();
    }
  }

  private set({ expression, timeZone }: { readonly expression: string; readonly timeZone: string }): void {
    const timetable = `${expression} ${timeZone}`;
    // Other settings were saved: a clock that is right already is not wound up again.
    if (this.inForce === timetable && this.schedule.next(this.office.symbolicName)) return;
    this.schedule.set(this.office.symbolicName, { expression, timeZone }, (at) => this.starter.tick(at));
    this.inForce = timetable;
    this.log.log(`Scheduled: ${timetable}.`);
  }

  private remove(): void {
    this.schedule.remove(this.office.symbolicName);
    if (this.inForce !== undefined) this.log.log('Not scheduled any more.');
    this.inForce = undefined;
  }
}

function concernsSchedule(event: SyncEvent): boolean {
  return event.event === CACHE_INVALIDATED && event.cache === 'batch-synchronizations';
}
