import { Injectable, Logger } from '@nestjs/common';

import { changesIn, RUN_COUNTS, type RunCounts } from '../contract/change-kinds.js';
import { describeError } from '../contract/describe-error.js';
import { findingParams, GUARD_CODES, type GuardFinding } from '../contract/guards.js';
import type { ReadReport, Revert, Run } from '../contract/run.js';
import type { SyncError } from '../contract/sync-error.js';
import { targetsOf } from '../mapping/mapping-rule.js';
import { sourcesOf } from '../mapping/sources.js';
import type { Job } from '../processes/job.js';
import { guardRead, type GuardViolation } from './guards/guards.js';
import { PlanGuards } from './guards/plan-guards.service.js';
import { RunApproval } from './approval/run-approval.service.js';
import { type DirectoryRead, DirectoryReader } from './ports/directory-reader.js';
import { DatabaseSpace } from './ports/database-space.js';
import { PlanApplier } from './ports/plan-applier.js';
import { Planner } from './ports/planner.js';
import { RevertPlanner } from './ports/revert-planner.js';
import { ReadStore, type StoredRead } from './ports/read-store.js';
import { type LeasedRun, RunStore } from './ports/run-store.js';
import { ProgressReporter } from './progress-reporter.js';
import { ReadStager } from './read/read-stager.service.js';
import { reasonParams } from './rejected-bind.js';
import { abortedBy, asSyncError, isDirectoryError } from './run-errors.js';
import type { RunInput } from './run-input.js';
import { RunMetrics } from './run-metrics.service.js';

/** The state of one execution. */
interface RunContext {
  readonly run: LeasedRun;
  readonly input: RunInput;
  readonly signal: AbortSignal;
  readonly progress: ProgressReporter;
  read?: DirectoryRead;
}

/** A plan, and what is beyond the limits. */
interface JudgedPlan {
  readonly counts: RunCounts;
  readonly findings: readonly GuardFinding[];
}

/** Executes runs: read, verify, plan, guard, apply, complete. An approved plan is applied as it is. A revert reads nothing. */
@Injectable()
export class RunExecutor {
  private readonly log = new Logger(RunExecutor.name);

  constructor(
    private readonly runs: RunStore,
    private readonly directory: DirectoryReader,
    private readonly reads: ReadStore,
    private readonly stager: ReadStager,
    private readonly planner: Planner,
    private readonly guards: PlanGuards,
    private readonly approval: RunApproval,
    private readonly reverts: RevertPlanner,
    private readonly applier: PlanApplier,
    private readonly metrics: RunMetrics,
    private readonly space: DatabaseSpace,
  ) {}

  /**
   * Executes a queued run until it succeeds or fails. Undefined if the run was no longer queued, or if this process lost
   * the lease. Throws only if the database cannot store the end of the run; recovery closes the run later.
   *
   * @param signal ends the run at the next page or chunk: as `cancelled` when its reason is `RUN_CANCELLED`, otherwise as
   *   `failed` (`RUN_INTERRUPTED`).
   */
  async run(input: RunInput, signal: AbortSignal): Promise<Run | undefined> {
    const run = await this.runs.acquire(input.runId, input.job);
    if (!run) return undefined;

    const startedAt = performance.now();
    const context: RunContext = { run, input, signal, progress: new ProgressReporter(this.runs, run) };
    const ended = await this.execute(context).catch((thrown: unknown) => this.fail(context, thrown));
    if (ended) this.report(ended, (performance.now() - startedAt) / 1000);
    return ended;
  }

  /** Ends a queued run that cannot begin. Undefined if it was no longer queued. */
  async abortQueued(runId: string, job: Job, { code, params }: SyncError): Promise<Run | undefined> {
    const run = await this.runs.acquire(runId, job);
    if (!run) return undefined;
    const status = code === 'ADDON_DISABLED' ? 'stopped' : 'failed';
    const ended = await this.runs.abort(run, { status, code, params });
    this.report(ended, 0);
    return ended;
  }

  private async execute(context: RunContext): Promise<Run> {
    if (!context.run.isApproved) {
      const { reverts } = context.input;
      const outcome = reverts ? await this.planRevert(context, reverts) : await this.readAndPlan(context);
      if ('code' in outcome) return this.stopRead(context, outcome);
      if (context.signal.aborted) throw abortedBy(context.signal);
      if (context.run.mode === 'plan') return this.runs.finishAsPlan(context.run, outcome.findings);
      const [first] = outcome.findings;
      if (first) return this.stopPlan(context, first, outcome.findings);
      const need = await this.approval.needOf(context.input, outcome.counts);
      if (need) return this.runs.awaitApproval(context.run, need);
    }
    await this.metrics.time('apply', () => this.apply(context));
    return this.runs.complete(context.run);
  }

  private async readAndPlan(context: RunContext): Promise<GuardViolation | JudgedPlan> {
    await this.space.assertFree();
    const store = await this.reads.open(context.run, targetsOf(context.input.mapping));
    try {
      const report = await this.metrics.time('read', () => this.read(context, store));
      return guardRead(report) ?? (await this.plan(context, store, report));
    } finally {
      await this.discard(store, context.run);
    }
  }

  private read(context: RunContext, store: StoredRead): Promise<ReadReport> {
    const { input, progress, signal } = context;
    const read = (context.read = this.directory.read(input.dataPool, sourcesOf(input.mapping), signal));
    return this.stager.stage(read, store, input.mapping, progress, signal);
  }

  private async plan(
    { run, input, progress, signal }: RunContext,
    store: StoredRead,
    report: ReadReport,
  ): Promise<JudgedPlan> {
    const { counts, findings } = await this.metrics.time('plan', async () => {
      await this.space.assertFree();
      await store.finish();
      const planned = await this.planner.plan(run, store.source, report, input);
      return { counts: planned, findings: await this.guards.judge(run, store.source, planned, input, signal) };
    });
    await progress.reportNow({ read: counts.read, total: changesIn(counts) });
    return { counts, findings };
  }

  /** Limits judge what a directory says. What a revert does is judged by whoever approves it. */
  private async planRevert({ run, progress }: RunContext, revert: Revert): Promise<JudgedPlan> {
    await this.space.assertFree();
    const counts = await this.metrics.time('plan', () => this.reverts.plan(run, revert));
    await progress.reportNow({ read: counts.read, total: changesIn(counts) });
    return { counts, findings: [] };
  }

  private async apply({ run, input, signal, progress }: RunContext): Promise<void> {
    let applied = 0;
    for await (applied of this.applier.apply(run, input.chunkSize, signal)) {
      await this.space.assertFree();
      await progress.update({ applied });
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
    const params = reasonParams(error, input.settingsVersion);
    const status = code === 'RUN_CANCELLED' ? 'cancelled' : 'failed';
    return this.runs.abort(run, { status, code, params, readReport: read?.report() });
  }

  // A failure to discard the stored read must not fail the run.
  private async discard(store: StoredRead, run: LeasedRun): Promise<void> {
    await store.close().catch((error: unknown) => {
      this.log.warn(`Run ${run.id}: the stored read could not be discarded.`, describeError(error));
    });
  }

  private report(run: Run, seconds: number): void {
    this.metrics.runFinished({ ...run, seconds });
    const counts = RUN_COUNTS.map((name) => `${run.counts[name]} ${name}`).join(', ');
    this.log.log(
      `Run ${run.id} ${run.status}${run.reason ? ` (${run.reason.code})` : ''} in ${seconds.toFixed(1)} s: ${counts}.`,
    );
  }
}
