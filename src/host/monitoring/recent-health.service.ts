import { Injectable } from '@nestjs/common';

import { BatchSyncHealth, type SyncHealth } from '../../index.js';

const FRESH_MS = 5_000;

/** The health of this process and of what it depends on. Asked often, it asks the directory no more than every few seconds. */
@Injectable()
export class RecentHealth {
  private answer: Promise<SyncHealth> | undefined;
  private askedAt = 0;

  constructor(private readonly health: BatchSyncHealth) {}

  get(): Promise<SyncHealth> {
    if (!this.answer || Date.now() - this.askedAt > FRESH_MS) {
      this.askedAt = Date.now();
      this.answer = this.health.health();
    }
    return this.answer;
  }
}
