import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import { type FinishedRun, RUN_COUNTS, type RunStage, SyncMetrics } from '../../index.js';

/** Each entry has one. */
const OUTCOMES = RUN_COUNTS.filter((name) => name !== 'read');

const SECONDS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600];

/** Publishes the add-on's metrics in Prometheus format. */
@Injectable()
export class PrometheusMetrics extends SyncMetrics {
  readonly registry = new Registry();

  private readonly runs = this.counter('runs_total', 'Runs that ended in this process', ['status', 'trigger']);
  private readonly plans = this.counter('plans_total', 'Plans that ended in this process', ['status', 'trigger']);
  private readonly users = this.counter('users_total', 'Entries of ended runs by outcome', ['outcome']);
  private readonly incomplete = this.counter(
    'users_incomplete_total',
    'People of ended runs who were synchronized but for a field',
    [],
  );
  private readonly runSeconds = this.histogram('run_seconds', 'Seconds from acquiring the lease to the end of a run', [
    'status',
  ]);
  private readonly stageSeconds = this.histogram('run_stage_seconds', 'Seconds per stage of a run', ['stage']);
  private readonly requests = this.counter('directory_requests_total', 'Requests sent to a directory', ['operation']);
  private readonly failures = this.counter('directory_errors_total', 'Failed requests to a directory', ['code']);

  private readonly notifications = this.counter('notifications_total', 'Notifications sent, and failed attempts', [
    'channel',
    'outcome',
  ]);
  private readonly waiting = new Gauge({
    name: 'ldap_batch_sync_plans_waiting',
    help: 'Plans that wait for approval',
    labelNames: ['job'],
    registers: [this.registry],
  });

  constructor() {
    super();
    collectDefaultMetrics({ register: this.registry });
  }

  override runFinished({ status, trigger, mode, scope, counts, seconds }: FinishedRun): void {
    // Alerts are about the job: one person neither fails it nor hides that it fails.
    if (scope === 'person') return;
    // Neither does a plan, which has changed nobody.
    if (mode === 'plan') return this.plans.inc({ status, trigger });
    this.runs.inc({ status, trigger });
    this.runSeconds.observe({ status }, seconds);
    // A run that guards stopped has changed nobody.
    if (status === 'stopped') return;
    for (const outcome of OUTCOMES) this.users.inc({ outcome }, counts[outcome]);
    this.incomplete.inc(counts.incomplete);
  }

  override stageFinished(stage: RunStage, seconds: number): void {
    this.stageSeconds.observe({ stage }, seconds);
  }

  override directoryRequest(operation: 'page' | 'ping'): void {
    this.requests.inc({ operation });
  }

  override directoryError(code: string): void {
    this.failures.inc({ code });
  }

  override notificationFinished(channel: string, outcome: 'sent' | 'failed'): void {
    this.notifications.inc({ channel, outcome });
  }

  /** @param plans number by job. */
  plansWaiting(plans: ReadonlyMap<string, number>): void {
    this.waiting.reset();
    for (const [job, count] of plans) this.waiting.set({ job }, count);
  }

  private counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: `ldap_batch_sync_${name}`, help, labelNames, registers: [this.registry] });
  }

  private histogram(name: string, help: string, labelNames: string[]): Histogram {
    return new Histogram({
      name: `ldap_batch_sync_${name}`,
      help,
      labelNames,
      buckets: SECONDS,
      registers: [this.registry],
    });
  }
}
