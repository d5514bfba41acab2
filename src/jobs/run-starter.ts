import { Injectable, Logger } from '@nestjs/common';

import type { StartRequest } from '../contract/batch-synchronizations.js';
import { Dispatcher } from '../contract/dispatcher.js';
import type { Run } from '../contract/run.js';
import { SyncError } from '../contract/sync-error.js';
import { ProcessOffice } from '../process/process-office.js';
import { faultOf } from '../sync/fault.js';
import { Runs } from '../sync/ports/runs.js';
import { demandRunnable } from './runnable.js';
import { SettingsDesk } from './settings-desk.js';

/** Puts runs into the queue: when somebody asks, and when the schedule strikes. */
@Injectable()
export class RunStarter {
  private readonly log = new Logger(RunStarter.name);

  constructor(
    private readonly office: ProcessOffice,
    private readonly settings: SettingsDesk,
    private readonly runs: Runs,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** Throws `ADDON_DISABLED`, `SETTINGS_MISSING`, `SETTINGS_INVALID` or `RUN_IN_PROGRESS`. */
  async start({ mode, startedBy }: StartRequest): Promise<Run> {
    await this.office.demandEnabled();
    demandRunnable(await this.settings.current());
    const { symbolicName } = this.office;
    const run = await this.runs.queue({ symbolicName, mode, trigger: 'manual', startedBy, scheduledFor: null });
    if (!run) throw new SyncError('UNEXPECTED');
    await this.bring(run);
    return run;
  }

  /** The schedule struck. What another process has queued for the same instant, or what is still under way, suffices. */
  async tick(scheduledFor: Date): Promise<void> {
    if (!(await this.office.isEnabled())) return;
    const run = await this.queueTick(scheduledFor);
    if (run) await this.bring(run);
  }

  /** Hands a queued run to the dispatcher. When that fails the run still waits, and recovery hands it over later. */
  async bring({ id, symbolicName, mode, trigger }: Run): Promise<void> {
    try {
      await this.dispatcher.dispatch({ runId: id, symbolicName, mode, trigger });
    } catch (error) {
      this.log.error(`Run ${id} waits, but could not be handed to the queue yet. ${faultOf(error)}`);
    }
  }

  private async queueTick(scheduledFor: Date): Promise<Run | undefined> {
    const { symbolicName } = this.office;
    try {
      return await this.runs.queue({ symbolicName, mode: 'apply', trigger: 'schedule', startedBy: null, scheduledFor });
    } catch (error) {
      if (!(error instanceof SyncError && error.code === 'RUN_IN_PROGRESS')) throw error;
      this.log.warn(
        `The execution of ${scheduledFor.toISOString()} was left out: run ${error.params['runId']} is not over.`,
      );
      return undefined;
    }
  }
}
