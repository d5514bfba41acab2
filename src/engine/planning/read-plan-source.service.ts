import { Injectable, Logger } from '@nestjs/common';

import { changesIn } from '../../contract/change-kinds.js';
import { describeError } from '../../contract/describe-error.js';
import type { ReadReport } from '../../contract/run.js';
import { targetsOf } from '../../mapping/mapping-rule.js';
import { sourcesOf } from '../../mapping/sources/sources.js';
import { someoneActive } from '../guards/directory-not-empty.js';
import { guardRead } from '../guards/guards.js';
import { PlanGuards } from '../guards/plan-guards.service.js';
import { DatabaseSpace } from '../ports/database-space.js';
import { DirectoryReader } from '../ports/directory-reader.js';
import { Planner } from '../ports/planner.js';
import { ReadStore, type StoredRead } from '../ports/read-store.js';
import type { LeasedRun } from '../ports/run-store.js';
import { CountedRead } from '../read/counted-read.js';
import { MovedEntries } from '../read/moved-entries.service.js';
import { beginningAfter, ReadRestarts } from '../read/read-restarts.service.js';
import { ReadStager } from '../read/read-stager.service.js';
import type { RunContext } from '../run-context.js';
import { RunMetrics } from '../run-metrics.service.js';
import type { PlanOutcome, PlanSource } from './plan-source.js';

/** Plans what a read of the directory leads to. */
@Injectable()
export class ReadPlanSource implements PlanSource {
  private readonly log = new Logger(ReadPlanSource.name);

  constructor(
    private readonly directory: DirectoryReader,
    private readonly reads: ReadStore,
    private readonly stager: ReadStager,
    private readonly restarts: ReadRestarts,
    private readonly moved: MovedEntries,
    private readonly planner: Planner,
    private readonly guards: PlanGuards,
    private readonly metrics: RunMetrics,
    private readonly space: DatabaseSpace,
  ) {}

  async plan(context: RunContext): Promise<PlanOutcome> {
    for (let restarts = 0; ; restarts += 1) {
      await this.space.assertFree();
      const store = await this.reads.open(context.run, targetsOf(context.input.mapping));
      try {
        const report = await this.metrics.time('read', () => this.read(context, store, restarts));
        if (report) return await this.outcomeOf(context, store, report);
      } finally {
        await this.discard(store, context.run);
      }
      await this.restarts.wait(restarts, context.signal);
    }
  }

  /** Undefined if the read broke off and is to be done again. */
  private async read(context: RunContext, store: StoredRead, restarts: number): Promise<ReadReport | undefined> {
    const { run, input, progress, signal } = context;
    const source = context.read ? beginningAfter(input, context.read.report().server) : input;
    const begun = this.directory.read(source, sourcesOf(input.mapping), signal, run.only);
    const read = new CountedRead(begun, restarts, input.mapping);
    context.read = read;
    try {
      const canaries = run.only === null ? input.search.canaries : [];
      await this.stager.stage(read, store, input.mapping, progress, signal, canaries);
      const { server } = read.report();
      return read.withoutRepeated(await context.interruptible(() => this.dropRepeated(context, store, server)));
    } catch (error) {
      if (signal.aborted || !this.restarts.permits(read, restarts)) throw error;
      return undefined;
    }
  }

  /** Completes the stored read of a server, and returns how many of its entries were read before. */
  private async dropRepeated({ input, signal }: RunContext, store: StoredRead, server: string): Promise<number> {
    const repeated = await store.finish();
    return repeated + (await this.moved.drop(store, input, server, signal));
  }

  private async outcomeOf(context: RunContext, store: StoredRead, report: ReadReport): Promise<PlanOutcome> {
    const { run, input } = context;
    const violation = guardRead(report, run.only) ?? (await this.guards.judgeReport(run, report, input));
    return violation ? { kind: 'refused', violation } : this.planRead(context, store, report);
  }

  private async planRead(
    { run, input, progress, signal, interruptible }: RunContext,
    store: StoredRead,
    report: ReadReport,
  ): Promise<PlanOutcome> {
    const { counts, findings, violation } = await this.metrics.time('plan', () =>
      interruptible(async () => {
        await this.space.assertFree();
        const planned = await this.planner.plan(run, store.source, report, input);
        const nobody = someoneActive(report, planned, run.only);
        if (nobody) return { counts: planned, findings: [], violation: nobody };
        return { counts: planned, findings: await this.guards.judgeRead(run, store.source, planned, input, signal) };
      }),
    );
    if (violation) return { kind: 'refused', violation };
    await progress.reportNow({ read: counts.read, total: changesIn(counts) });
    return { kind: 'judged', counts, findings };
  }

  // A failure to discard the stored read must not fail the run.
  private async discard(store: StoredRead, run: LeasedRun): Promise<void> {
    await store.close().catch((error: unknown) => {
      this.log.warn(`Run ${run.id}: the stored read could not be discarded.`, describeError(error));
    });
  }
}
