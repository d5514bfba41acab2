import { Injectable, Logger } from '@nestjs/common';

import type { Run, RunCounts } from '../contract/run.js';
import type { SyncError } from '../contract/sync-error.js';
import { faultOf } from './fault.js';
import { guardPlan, guardRead, type Refusal, type Verdict } from './guard.js';
import { Applier } from './ports/applier.js';
import { type DirectoryRead, DirectoryReader } from './ports/directory-reader.js';
import { type OpenRun, Runs } from './ports/runs.js';
import { Staging, type StagingArea } from './ports/staging.js';
import { ProgressReport } from './progress-report.js';
import { asSyncError, interrupted, isDirectoryFault } from './run-errors.js';
import { RunMeter } from './run-meter.js';
import type { RunOrder } from './run-order.js';
import { Stager } from './stager.js';

/** What goes along with one run from its opening to its end. */
interface Work {
  readonly run: OpenRun;
  readonly order: RunOrder;
  readonly signal: AbortSignal;
  readonly progress: ProgressReport;
  read?: DirectoryRead;
}

/** Executes runs: read, stage, certify, plan, guard, apply, close. */
@Injectable()
export class Runner {
  private readonly log = new Logger(Runner.name);

  constructor(
    private readonly runs: Runs,
    private readonly directory: DirectoryReader,
    private readonly staging: Staging,
    private readonly stager: Stager,
    private readonly applier: Applier,
    private readonly meter: RunMeter,
  ) {}

  /**
   * Executes a queued run to its end, good or bad. Undefined when the run was not waiting any more, or when this
   * process lost it to another. Throws only when the database does not take the end: whoever recovers closes it then.
   *
   * @param signal ends the run early (`RUN_INTERRUPTED`) at the next page or chunk.
   */
  async run(order: RunOrder, signal: AbortSignal): Promise<Run | undefined> {
    const run = await this.runs.open(order.runId, order.dataPoolName);
    if (!run) return undefined;

    const startedAt = performance.now();
    const work: Work = { run, order, signal, progress: new ProgressReport(this.runs, run) };
    const ended = await this.perform(work).catch((thrown: unknown) => this.fail(work, thrown));
    if (ended) this.tell(ended, (performance.now() - startedAt) / 1000);
    return ended;
  }

  /** Ends a queued run that cannot begin, with the reason. */
  async refuse(runId: string, dataPoolName: string, { code, params }: SyncError): Promise<Run | undefined> {
    const run = await this.runs.open(runId, dataPoolName);
    if (!run) return undefined;
    const ended = await this.runs.end(run, { status: code === 'ADDON_DISABLED' ? 'stopped' : 'failed', code, params });
    this.tell(ended, 0);
    return ended;
  }

  private async perform(work: Work): Promise<Run> {
    const verdict = await this.plan(work);
    if (!verdict.allowed) return this.stop(work, verdict);
    if (work.run.mode === 'plan') return this.runs.rest(work.run);

    await this.meter.time('apply', () => this.apply(work));
    return this.runs.close(work.run);
  }

  private async plan(work: Work): Promise<Verdict> {
    const { run, order, progress, signal } = work;
    const area = await this.staging.open(run, [...new Set(order.mapping.map((rule) => rule.field))]);
    try {
      const read = (work.read = this.directory.read(order.dataPool, attributesOf(order), signal));
      const certificate = await this.meter.time('read', () =>
        this.stager.stage(read, area, order.mapping, progress, signal),
      );
      const evidence = guardRead(certificate);
      if (!evidence.allowed) return evidence;

      const counts = await this.meter.time('plan', () => area.plan(certificate));
      await progress.now({ read: counts.read, total: changesIn(counts) });
      return guardPlan(counts);
    } finally {
      await this.drop(area, run);
    }
  }

  private async apply({ run, order, signal, progress }: Work): Promise<void> {
    let applied = 0;
    for await (applied of this.applier.apply(run, order.chunkSize, signal)) await progress.moved({ applied });
    if (signal.aborted) throw interrupted();
    // Whoever watches sees the last number, too.
    await progress.now({ applied });
  }

  private stop({ run, read }: Work, { code, params }: Refusal): Promise<Run> {
    return this.runs.end(run, { status: 'stopped', code, params, certificate: read?.certificate() });
  }

  private async fail({ run, read, signal }: Work, thrown: unknown): Promise<Run | undefined> {
    const error = signal.aborted ? interrupted(thrown) : asSyncError(thrown);
    if (error.code === 'RUN_LOST_ITS_TURN') {
      this.log.warn(`Run ${run.id}: another process has the turn now; nothing further was written.`);
      return undefined;
    }
    if (error.code === 'UNEXPECTED') this.log.error(`Run ${run.id} failed unexpectedly.`, faultOf(thrown));
    if (isDirectoryFault(error.code)) this.meter.directoryFailed(error.code);
    const { code, params } = error;
    return this.runs.end(run, { status: 'failed', code, params, certificate: read?.certificate() });
  }

  // What is staged is thrown away in any case, so a failure here must not decide about the run.
  private async drop(area: StagingArea, run: OpenRun): Promise<void> {
    await area.close().catch((error: unknown) => {
      this.log.warn(`Run ${run.id}: what was staged could not be dropped.`, faultOf(error));
    });
  }

  private tell(run: Run, seconds: number): void {
    this.meter.runFinished({ ...run, seconds });
    const { read, created, updated, activated, unchanged, problems } = run.counts;
    this.log.log(
      `Run ${run.id} ${run.status}${run.reason ? ` (${run.reason.code})` : ''} in ${seconds.toFixed(1)} s: ` +
        `${read} read, ${created} created, ${updated} updated, ${activated} activated, ${unchanged} unchanged, ` +
        `${problems} problems.`,
    );
  }
}

function attributesOf({ mapping }: RunOrder): readonly string[] {
  return [...new Set(mapping.map((rule) => rule.attribute))];
}

function changesIn({ created, updated, activated }: RunCounts): number {
  return created + updated + activated;
}
