import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { describeError } from '../contract/describe-error.js';
import { RunStore } from '../engine/ports/run-store.js';
import { RunQueue } from './run-queue.service.js';

const INTERVAL_MS = 30_000;
/** A database that was away is back in most cases, and has let go of the connections that were lost. */
const SOON_MS = 1_000;

/**
 * Closes runs whose process is gone, and hands over queued ones that no queue knows: at start, and then now and again,
 * so that a process which died does not block the job until somebody restarts it.
 */
@Injectable()
export class RunRecovery implements BeforeApplicationShutdown {
  private readonly log = new Logger(RunRecovery.name);
  private timer: NodeJS.Timeout | undefined;
  private once: NodeJS.Timeout | undefined;
  private recovering: Promise<void> | undefined;
  private isDueAgain = false;
  private isOver = false;

  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly runs: RunStore,
    private readonly queue: RunQueue,
  ) {}

  async recover(): Promise<void> {
    for (const job of this.catalog.jobs()) {
      for (const run of await this.runs.recover(job)) await this.queue.enqueue(run);
    }
  }

  /** Recovers again and again, so that a run of a process that dies is closed while others live. */
  watch(): void {
    this.timer = setInterval(() => this.recoverInBackground(), INTERVAL_MS).unref();
  }

  /** A run of this process was lost in the middle: nobody else knows of it yet. */
  recoverSoon(): void {
    if (this.isOver) return;
    clearTimeout(this.once);
    this.once = setTimeout(() => this.recoverInBackground(), SOON_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isOver = true;
    clearInterval(this.timer);
    clearTimeout(this.once);
    await this.recovering;
  }

  /** One at a time. What happens during one may have come too late for it, so another follows. */
  private recoverInBackground(): void {
    if (this.recovering) this.isDueAgain = true;
    else this.recovering = this.recoverWhileDue().finally(() => (this.recovering = undefined));
  }

  private async recoverWhileDue(): Promise<void> {
    do {
      this.isDueAgain = false;
      await this.recover().catch((error: unknown) => this.log.error(`Recovery failed. ${describeError(error)}`));
    } while (this.isDueAgain && !this.isOver);
  }
}
