import { Inject, Injectable } from '@nestjs/common';

import { Dispatcher, type DispatchRequest } from '../contract/dispatcher.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import type { Run } from '../contract/run.js';
import { SyncError } from '../contract/sync-error.js';
import { ProcessOffice } from '../process/process-office.js';
import { DatabaseAccess } from '../sync/ports/database-access.js';
import type { RunOrder } from '../sync/run-order.js';
import { Runner } from '../sync/runner.js';
import { RunRecovery } from './run-recovery.js';
import { demandRunnable } from './runnable.js';
import { SettingsDesk } from './settings-desk.js';

/** Links belong to a data pool; a job has one. */
const DATA_POOL = 'default';

const CHUNK_SIZES = { postgresql: 2000, pglite: 500 } as const;

/** Takes queued runs and has them executed with the settings in force at that moment. */
@Injectable()
export class RunWorker {
  private working: Promise<void> | undefined;

  constructor(
    @Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'work' | 'chunkSize'>,
    private readonly office: ProcessOffice,
    private readonly settings: SettingsDesk,
    private readonly database: DatabaseAccess,
    private readonly dispatcher: Dispatcher,
    private readonly runner: Runner,
    private readonly recovery: RunRecovery,
  ) {}

  get isWorking(): boolean {
    return this.options.work !== false;
  }

  /** Idempotent: a process takes one run at a time. */
  work(): Promise<void> {
    this.working ??= this.dispatcher
      .work((request, signal) => this.execute(request, signal))
      .catch((error: unknown) => {
        this.working = undefined; // the next call tries again
        throw error;
      });
    return this.working;
  }

  private async execute(request: DispatchRequest, signal: AbortSignal): Promise<void> {
    let isEnded = false;
    try {
      isEnded = (await this.executeWith(request.runId, signal)) !== undefined;
    } finally {
      if (!isEnded) this.recovery.recoverSoon();
    }
  }

  private async executeWith(runId: string, signal: AbortSignal): Promise<Run | undefined> {
    const order = await this.orderFor(runId).catch((error: unknown) => {
      if (error instanceof SyncError) return error;
      throw error;
    });
    return order instanceof SyncError ? this.runner.refuse(runId, DATA_POOL, order) : this.runner.run(order, signal);
  }

  private async orderFor(runId: string): Promise<RunOrder> {
    await this.office.demandEnabled();
    const { dataPool, mapping } = demandRunnable(await this.settings.current());
    const { kind } = await this.database.native();
    const chunkSize = this.options.chunkSize ?? CHUNK_SIZES[kind];
    return { runId, dataPoolName: DATA_POOL, dataPool, mapping, chunkSize };
  }
}
