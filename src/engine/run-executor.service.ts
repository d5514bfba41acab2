import { Injectable, Logger } from '@nestjs/common';

import { changesIn, RUN_COUNTS } from '../contract/change-kinds.js';
import type { Run } from '../contract/runs.js';
import type { SyncError } from '../contract/sync-error.js';
import type { Job } from '../processes/job.js';
import { describeError } from '../contract/describe-error.js';
import { guardPlan, guardRead, type GuardViolation, type GuardResult } from './guards/guard-run.js';
import { PlanApplier } from './ports/plan-applier.js';
import { type DirectoryRead, DirectoryReader } from './ports/directory-reader.js';
import { type LeasedRun, RunStore } from './ports/run-store.js';
import { Staging, type StagingArea } from './ports/staging.js';
import { ProgressReporter } from './progress-reporter.js';
import { asSyncError, interrupted, isDirectoryError } from './run-errors.js';
import { RunMetrics } from './run-metrics.service.js';
import type { RunInput } from './run-input.js';
import { ReadStager } from './read/read-stager.service.js';

/** What goes along with one run from its opening to its end. */
interface RunContext {
  readonly run: LeasedRun;
  readonly input: RunInput;
  readonly signal: AbortSignal;
  readonly progress: ProgressReporter;
  read?: DirectoryRead;
}

/** Executes runs: read, stage, certify, plan, guard, apply, close. */
@Injectable()
export class RunExecutor {
  private readonly log = new Logger(RunExecutor.name);

  constructor(
    private readonly runs: RunStore,
    private readonly directory: DirectoryReader,
    private readonly staging: Staging,
    private readonly stager: ReadStager,
    private readonly applier: PlanApplier,
    private readonly metrics: RunMetrics,
  ) {}

  /**
   * Executes a queued run to its end, good or bad. Undefined when the run was not waiting any more, or when this
   * process lost it to another. Throws only when the database does not take the end: whoever recovers closes it then.
   *
   * @param signal ends the run early (`RUN_INTERRUPTED`) at the next page or chunk.
   */
  async run(input: RunInput, signal: AbortSignal): Promise<Run | undefined> {
    const run = await this.runs.acquire(input.runId, input.job);
    if (!run) return undefined;

    const startedAt = performance.now();
    const context: RunContext = { run, input, signal, progress: new ProgressReporter(this.runs, run) };
    const ended = await this.perform(context).catch((thrown: unknown) => this.fail(context, thrown));
    if (ended) this.tell(ended, (performance.now() - startedAt) / 1000);
    return ended;
  }

  /** Ends a queued run that cannot begin, with the reason. */
  async refuse(runId: string, job: Job, { code, params }: SyncError): Promise<Run | undefined> {
    const run = await this.runs.acquire(runId, job);
    if (!run) return undefined;
    const ended = await this.runs.abort(run, {
      status: code === 'ADDON_DISABLED' ? 'stopped' : 'failed',
      code,
      params,
    });
    this.tell(ended, 0);
    return ended;
  }

  private async perform(context: RunContext): Promise<Run> {
    const verdict = await this.plan(context);
    if (!verdict.allowed) return this.stop(context, verdict);
    if (context.run.mode === 'plan') return this.runs.finishAsPlan(context.run);

    await this.metrics.time('apply', () => this.apply(context));
    return this.runs.complete(context.run);
  }

  private async plan(context: RunContext): Promise<GuardResult> {
    const { run, input, progress, signal } = context;
    const area = await this.staging.open(run, [...new Set(input.mapping.map((rule) => rule.field))]);
    try {
      const read = (context.read = this.directory.read(input.dataPool, attributesOf(input), signal));
      const readReport = await this.metrics.time('read', () =>
        this.stager.stage(read, area, input.mapping, progress, signal),
      );
      const evidence = guardRead(readReport);
      if (!evidence.allowed) return evidence;

      const counts = await this.metrics.time('plan', () => area.plan(readReport));
      await progress.now({ read: counts.read, total: changesIn(counts) });
      return guardPlan(counts);
    } finally {
      await this.drop(area, run);
    }
  }

  private async apply({ run, input, signal, progress }: RunContext): Promise<void> {
    let applied = 0;
    for await (applied of this.applier.apply(run, input.chunkSize, signal)) await progress.moved({ applied });
    if (signal.aborted) throw interrupted();
    // Whoever watches sees the last number, too.
    await progress.now({ applied });
  }

  private stop({ run, read }: RunContext, { code, params }: GuardViolation): Promise<Run> {
    return this.runs.abort(run, { status: 'stopped', code, params, readReport: read?.report() });
  }

  private async fail({ run, read, signal }: RunContext, thrown: unknown): Promise<Run | undefined> {
    const error = signal.aborted ? interrupted(thrown) : asSyncError(thrown);
    if (error.code === 'RUN_LOST_ITS_TURN') {
      this.log.warn(`Run ${run.id}: another process has the turn now; nothing further was written.`);
      return undefined;
    }
    if (error.code === 'UNEXPECTED') this.log.error(`Run ${run.id} failed unexpectedly.`, describeError(thrown));
    if (isDirectoryError(error.code)) this.metrics.directoryError(error.code);
    const { code, params } = error;
    return this.runs.abort(run, { status: 'failed', code, params, readReport: read?.report() });
  }

  // What is staged is thrown away in any case, so a failure here must not decide about the run.
  private async drop(area: StagingArea, run: LeasedRun): Promise<void> {
    await area.close().catch((error: unknown) => {
      this.log.warn(`Run ${run.id}: what was staged could not be dropped.`, describeError(error));
    });
  }

  private tell(run: Run, seconds: number): void {
    this.metrics.runFinished({ ...run, seconds });
    const counts = RUN_COUNTS.map((name) => `${run.counts[name]} ${name}`).join(', ');
    this.log.log(
      `Run ${run.id} ${run.status}${run.reason ? ` (${run.reason.code})` : ''} in ${seconds.toFixed(1)} s: ${counts}.`,
    );
  }
}

function attributesOf({ mapping }: RunInput): readonly string[] {
  return [...new Set(mapping.map((rule) => rule.attribute))];
}
