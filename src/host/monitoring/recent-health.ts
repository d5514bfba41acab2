import { Injectable } from '@nestjs/common';

import { BatchSynchronizations, type SyncHealth } from '../../index.js';

const FRESH_MS = 5_000;

/** The health of this process and of what it depends on. Asked often, it asks the directory no more than every few seconds. */
@Injectable()
export class RecentHealth {
  readonly #jobs: BatchSynchronizations;
  #answer: Promise<SyncHealth> | undefined;
  #askedAt = 0;

  constructor(jobs: BatchSynchronizations) {
    this.#jobs = jobs;
  }

  get(): Promise<SyncHealth> {
    if (!this.#answer || Date.now() - this.#askedAt > FRESH_MS) {
      this.#askedAt = Date.now();
      this.#answer = this.#jobs.health();
    }
    return this.#answer;
  }
}
