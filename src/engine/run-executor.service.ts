import { setImmediate } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';

import { CHANGE_KINDS, RUN_COUNTS } from '../contract/change-kinds.js';
import { describeError } from '../contract/describe-error.js';
import { findingParams, GUARD_CODES, type GuardFinding } from '../contract/guards.js';
import type { Run } from '../contract/run.js';
import { COUNTS_MEANINGS, effectOf } from '../contract/run-effect.js';
import type { SyncError } from '../contract/sync-error.js';
import type { Job } from '../processes/job.js';
import { RunApproval } from './approval/run-approval.service.js';
import type { GuardViolation } from './guards/guards.js';
import type { PlanOutcome } from './planning/plan-source.js';
import { PlanSources } from './planning/plan-sources.service.js';
import { DatabaseSpace } from './ports/database-space.js';
import { PlanApplier } from './ports/plan-applier.js';
import { RunStore } from './ports/run-store.js';
import { ProgressReporter } from './progress-reporter.js';
import { reasonParams } from './rejected-bind.js';
import type { RunContext } from './run-context.js';
import { abortedBy, asSyncError, isDirectoryError } from './run-errors.js';
import type { RunInput } from './run-input.js';
import { RunMetrics } from './run-metrics.service.js';

/** Executes runs: plan, guard, apply, complete. Where the plan comes from is the concern of `PlanSources`. */
@Injectable()
export class RunExecutor {
  private readonly log = new Logger(RunExecutor.name);

  constructor(
    private readonly runs: RunStore,
    private readonly sources: PlanSources,
    private readonly approval: RunApproval,
    private readonly applier: PlanApplier,
    private readonly metrics: RunMetrics,
    private readonly space: DatabaseSpace,
  ) {}

  /**
   * Executes a queued run until it succeeds or fails. Undefined if the run was no longer queued, has to wait for its turn, or
   * if this process lost the lease. Throws only if the database cannot store the end of the run; recovery closes the run later.
   *
   * @param signal ends the run at the next page or chunk: as `cancelled` when its reason is `RUN_CANCELLED`, otherwise as
   *   `failed` (`RUN_INTERRUPTED`).
   */
  async run(input: RunInput, signal: AbortSignal): Promise<Run | undefined> {
    const run = await this.runs.acquire(input.runId, input.job, signal);
    if (!run) return undefined;

    const startedAt = performance.now();
    const context: RunContext = {
      run,
      input,
      signal,
      progress: new ProgressReporter(this.runs, run),
      interruptible: (work) => this.runs.interruptible(run, signal, work),
    };
    const ended = await this.execute(context).catch((thrown: unknown) => this.fail(context, thrown));
    if (ended) this.report(ended, (performance.now() - startedAt) / 1000);
    return ended;
  }

  /** Ends a queued run that cannot begin. Undefined if it was no longer queued, or has to wait for its turn. */
  async abortQueued(runId: string, job: Job, { code, params }: SyncError): Promise<Run | undefined> {
    const run = await this.runs.acquire(runId, job);
    if (!run) return undefined;
    const status = code === 'ADDON_DISABLED' ? 'stopped' : 'failed';
    const ended = await this.runs.abort(run, { status, code, params });
    this.report(ended, 0);
    return ended;
  }

  private async execute(context: RunContext): Promise<Run> {
    const outcome = await this.sources.plan(context);
    const ended = await this.endUnapplied(context, outcome);
    if (ended) return ended;
    await this.metrics.time('apply', () => this.apply(context));
    return this.runs.complete(context.run);
  }

  /** Undefined if the plan is to be applied now. */
  private async endUnapplied(context: RunContext, outcome: PlanOutcome): Promise<Run | undefined> {
    if (outcome.kind === 'approved') return undefined;
    if (outcome.kind === 'refused') return this.stopRead(context, outcome.violation);
    if (context.signal.aborted) throw abortedBy(context.signal);
    if (context.run.mode === 'plan') return this.runs.finishAsPlan(context.run, outcome.findings);
    const [first] = outcome.findings;
    if (first) return this.stopPlan(context, first, outcome.findings);
    const need = await this.approval.needOf(context.input, outcome.counts, context.run.only);
    return need ? this.runs.awaitApproval(context.run, need) : undefined;
  }

  private async apply({ run, input, signal, progress }: RunContext): Promise<void> {
    let applied = 0;
    for await (applied of this.applier.apply(run, input.chunkSize, signal)) {
      await this.space.assertFree();
      await progress.update({ applied });
      // The embedded database answers without a turn of the event loop: timers, and a request to cancel, would wait for the end.
      await setImmediate();
    }
    if (signal.aborted) throw abortedBy(signal);
    // The last update may have been skipped by the interval.
    await progress.reportNow({ applied });
  }

  private stopRead({ run, read }: RunContext, { code, params }: GuardViolation): Promise<Run> {
    return this.runs.abort(run, { status: 'stopped', code, params, readReport: read?.report() });
  }

  private stopPlan({ run }: RunContext, first: GuardFinding, findings: readonly GuardFinding[]): Promise<Run> {
    return this.runs.stop(run, { code: GUARD_CODES[first.guard], params: findingParams(first), findings });
  }

  private async fail({ run, input, read, signal }: RunContext, thrown: unknown): Promise<Run | undefined> {
    const error = signal.aborted ? abortedBy(signal, thrown) : asSyncError(thrown);
    if (error.code === 'RUN_LEASE_LOST') {
      this.log.warn(`Run ${run.id}: another process holds the lease now. Nothing more was written.`);
      return undefined;
    }
    if (error.code === 'UNEXPECTED') this.log.error(`Run ${run.id} failed unexpectedly.`, describeError(thrown));
    if (isDirectoryError(error.code)) this.metrics.directoryError(error.code);
    const { code } = error;
    const params = reasonParams(error, input);
    const status = code === 'RUN_CANCELLED' ? 'cancelled' : 'failed';
    return this.runs.abort(run, { status, code, params, readReport: read?.report() });
  }

  private report(run: Run, seconds: number): void {
    this.metrics.runFinished({ ...run, scope: run.only === null ? 'everyone' : 'person', seconds });
    const reason = run.reason ? ` (${run.reason.code})` : '';
    this.log.log(`Run ${run.id} ${run.status}${reason} in ${seconds.toFixed(1)} s${countsText(run)}.`);
  }
}

function countsText(run: Run): string {
  const meaning = COUNTS_MEANINGS[effectOf(run)];
  if (meaning === 'none') return '';
  const isPlanned = (name: string) => meaning === 'planned' && CHANGE_KINDS.some(({ count }) => count === name);
  const counts = RUN_COUNTS.map((name) => `${run.counts[name]} ${isPlanned(name) ? 'would be ' : ''}${name}`);
  return `: ${counts.join(', ')}`;
}
