import { Injectable } from '@nestjs/common';

import { BatchSyncJobs } from '../../index.js';
import { PrometheusMetrics } from './prometheus-metrics.service.js';

/** Anyone may read the metrics, so they cost the database at most one look in this time. */
const KEPT_MS = 5_000;

/** Counts the plans that wait for approval. */
@Injectable()
export class WaitingPlansGauge {
  private readUntil = 0;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly jobs: BatchSyncJobs,
    private readonly metrics: PrometheusMetrics,
  ) {}

  /** Never rejects: without the database, the gauge has no values. */
  async update(): Promise<void> {
    if (performance.now() < this.readUntil) return;
    await (this.reading ??= this.read().finally(() => (this.reading = undefined)));
  }

  private async read(): Promise<void> {
    const jobs = await this.jobs.list().catch(() => []);
    this.metrics.plansWaiting(new Map(jobs.map(({ name, waitingPlan }) => [name, waitingPlan ? 1 : 0])));
    this.readUntil = performance.now() + KEPT_MS;
  }
}
