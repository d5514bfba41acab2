import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

import { describeError } from '../contract/describe-error.js';
import { RunStore } from '../engine/ports/run-store.js';
import { RunQueue } from './run-queue.service.js';

/** How long a run of a dead process can remain unnoticed. A recovery is one statement while no run is open. */
export const RECOVERY_INTERVAL_MS = 2_000;
/** After this delay a database that was unreachable is usually back and has closed the lost connections. */
const DELAY_MS = 1_000;

/**
 * Closes runs whose process has ended and dispatches queued runs again, at start and periodically. Without it, a process
 * that died would block its job until a restart, and a run that waited for its turn would be forgotten.
 */
@Injectable()
export class RunRecovery implements BeforeApplicationShutdown {
  private readonly log = new Logger(RunRecovery.name);
  private failure: string | undefined;
  private interval: NodeJS.Timeout | undefined;
  private timeout: NodeJS.Timeout | undefined;
  private recovering: Promise<void> | undefined;
  private isDueAgain = false;
  private isShuttingDown = false;

  constructor(
    private readonly runs: RunStore,
    private readonly queue: RunQueue,
  ) {}

  /** Never rejects: a failure is logged. */
  async recover(): Promise<void> {
    try {
      for (const run of await this.runs.recover()) await this.queue.enqueue(run);
      this.failure = undefined;
    } catch (error) {
      this.logOnce(describeError(error));
    }
  }

  /** Recovers periodically. */
  watch(): void {
    this.interval = setInterval(() => this.recoverInBackground(), RECOVERY_INTERVAL_MS).unref();
  }

  /** Recovers after a short delay, because a run of this process has broken off. */
  recoverSoon(): void {
    if (this.isShuttingDown) return;
    clearTimeout(this.timeout);
    this.timeout = setTimeout(() => this.recoverInBackground(), DELAY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isShuttingDown = true;
    clearInterval(this.interval);
    clearTimeout(this.timeout);
    await this.recovering;
  }

  /** Recovery is tried every few seconds. An outage must not fill the log. */
  private logOnce(failure: string): void {
    if (this.failure === failure) return;
    this.failure = failure;
    this.log.error(`Recovery of runs failed and will be tried again. ${failure}`);
  }

  /** One recovery at a time. A request during a recovery may be too late for it, so another one follows. */
  private recoverInBackground(): void {
    if (this.recovering) this.isDueAgain = true;
    else this.recovering = this.recoverWhileDue().finally(() => (this.recovering = undefined));
  }

  private async recoverWhileDue(): Promise<void> {
    do {
      this.isDueAgain = false;
      await this.recover();
    } while (this.isDueAgain && !this.isShuttingDown);
  }
}
