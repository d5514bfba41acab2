import { changesIn } from '../../contract/change-kinds.js';
import type { SectionHashes } from '../../contract/approval.js';
import type { MikroORM } from '@mikro-orm/core';
import type { ApprovalNeed } from '../../contract/approval.js';
import type { GuardFinding } from '../../contract/guards.js';
import type { PlanState, Run, RunProgress } from '../../contract/run.js';
import { SyncError } from '../../contract/sync-error.js';
import {
  type LeasedRun,
  type PlanApproval,
  type PlanResumption,
  type RunAbort,
  type RunRequest,
  type RunStop,
  RunStore,
} from '../../engine/ports/run-store.js';
import type { RunMetrics } from '../../engine/run-metrics.service.js';
import type { Database, Statements } from '../database/database.js';
import { BatchRun, IS_EXECUTING, IS_OPEN } from '../tables/batch-run.entity.js';
import { notifyProgress } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { countsDisagree, leaseLost } from '../persistence-errors.js';
import { cancelRun } from './cancel-run.js';
import { closeAbandonedRuns } from './close-abandoned-runs.js';
import { startQueued } from './start-run.js';
import { approvePlan } from './approve-plan.js';
import { readPlan, staleReasonOf } from './plan-state.js';
import { notePresence } from './note-presence.js';
import { resumeRun } from './resume-run.js';
import { assertJob, insertQueued } from './queue-run.js';
import { type QueueOutcome, untilQueued } from './until-queued.js';
import { storeFindings } from './store-findings.js';
import { type RunTransition, transitionRun } from './transition-run.js';
import { countsOfAbortedRun, countRows, sumOf } from './run-counts.js';
import { toRun } from './run-row.js';
import type { Job } from '../../processes/job.js';
import type { RunLeases } from './run-leases.js';

/** The runs in the database. Only the process that holds the lease of a run can change it. */
export class SqlRunStore extends RunStore {
  /**
   * @param metrics receives abandoned runs, in the process that closed them.
   * @param hasSettings whether settings are stored in this database.
   */
  constructor(
    private readonly orm: MikroORM,
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly leases: RunLeases,
    private readonly metrics: Pick<RunMetrics, 'runFinished'>,
    private readonly hasSettings = true,
  ) {
    super();
  }

  async queue(request: RunRequest): Promise<Run | undefined> {
    const id = await this.untilQueued(async (transaction) => {
      if (this.hasSettings) await assertJob(transaction, this.tables, request.job);
      return insertQueued(transaction, this.tables, request);
    });
    return id === undefined ? undefined : this.read(id);
  }

  async approve(approval: PlanApproval): Promise<Run> {
    await this.untilQueued((transaction) => approvePlan(transaction, this.tables, approval));
    return this.read(approval.runId);
  }

  async resume(resumption: PlanResumption): Promise<Run> {
    await this.untilQueued((transaction) => resumeRun(transaction, this.tables, resumption));
    return this.read(resumption.runId);
  }

  async planState(
    runId: string,
    settingsShape: string,
    validHours: number,
    sections?: SectionHashes,
  ): Promise<PlanState> {
    const plan = await readPlan(this.database, this.tables, runId, validHours);
    if (!plan?.next) return { next: null, stale: null };
    return { next: plan.next, stale: staleReasonOf(plan, { settingsShape, sections }) };
  }

  async cancel(runId: string, cancelledBy: string | null): Promise<Run> {
    await this.database.transaction((transaction) => cancelRun(transaction, this.tables, runId, cancelledBy));
    return this.read(runId);
  }

  async isCancelRequested(runId: string): Promise<boolean> {
    const [run] = await this.database.query<{ asked: boolean }>(
      `select cancel_requested_at is not null as asked from ${this.tables.run} where id = $1::text::uuid`,
      [runId],
    );
    return run?.asked === true;
  }

  interruptible<T>(run: LeasedRun, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return this.leases.of(run).interruptible(signal, work);
  }

  acquire(runId: string, job: Job, signal?: AbortSignal): Promise<LeasedRun | undefined> {
    return this.leases.whileAcquiring(runId, () => this.acquireRun(runId, job, signal));
  }

  async report(
    run: LeasedRun,
    { read, applied, total }: Pick<RunProgress, 'read' | 'applied' | 'total'>,
  ): Promise<void> {
    if (this.leases.of(run).lost) throw leaseLost();
    await this.database.transaction(async (transaction) => {
      const [updated] = await transaction.query<Pick<Run, 'status'>>(
        `update ${this.tables.run} set progress_read = $3::int, progress_applied = $4::int, progress_total = $5::int
         where id = $1::text::uuid and fence = $2::int and status in ('reading', 'planned', 'applying')
         returning status`,
        [run.id, run.fence, read, applied, total],
      );
      if (!updated) throw leaseLost();
      await notifyProgress(transaction, run.id, updated.status);
    });
  }

  finishAsPlan(run: LeasedRun, findings: readonly GuardFinding[] = []): Promise<Run> {
    return this.endWithFindings(run, findings, { status: 'planned', ended: true });
  }

  awaitApproval(run: LeasedRun, approvalNeed: ApprovalNeed): Promise<Run> {
    return this.endWithFindings(run, [], { status: 'planned', approvalNeed, ended: true });
  }

  stop(run: LeasedRun, { code, params, findings }: RunStop): Promise<Run> {
    return this.endWithFindings(run, findings, { status: 'stopped', reason: { code, params }, ended: true });
  }

  complete(run: LeasedRun): Promise<Run> {
    const write = () =>
      this.database.transaction(async (transaction) => {
        const counts = await countRows(transaction, this.tables, run.id, 'applied');
        const hasProblems = counts.problems > 0 || counts.incomplete > 0;
        const status = hasProblems ? 'succeeded-with-problems' : 'succeeded';
        await notePresence(transaction, this.tables, run.id);
        await transitionRun(transaction, this.tables, run, { status, counts, ended: true }, ['users']);
        // Checked after the transition, which fails first when another process has taken over the run.
        const sum = sumOf(counts);
        if (counts.read !== sum) throw countsDisagree(counts.read, sum);
      });
    return this.finish(run, write, (error) => !(error instanceof SyncError && error.code === 'RUN_LEASE_LOST'));
  }

  abort(run: LeasedRun, { status, code, params, readReport }: RunAbort): Promise<Run> {
    return this.finish(run, () =>
      this.database.transaction(async (transaction) => {
        const applied = await countRows(transaction, this.tables, run.id, 'applied');
        const isPlan = status === 'stopped' && changesIn(applied) === 0;
        const rows = isPlan ? await countRows(transaction, this.tables, run.id, 'planned') : applied;
        const counts = countsOfAbortedRun(rows);
        await transitionRun(transaction, this.tables, run, {
          status,
          counts,
          reason: { code, params },
          readReport,
          ended: true,
        });
      }),
    );
  }

  async recover(): Promise<readonly Run[]> {
    const open = await this.database.query<{ id: string; queued: boolean }>(
      `select id::text, status = 'queued' as queued from ${this.tables.run}
       where ${IS_OPEN} or ${IS_EXECUTING} order by position`,
    );
    const unheld = open.filter(({ id }) => !this.leases.isHeldHere(id));
    if (unheld.some(({ queued }) => !queued)) await this.recoverAbandoned();
    return Promise.all(unheld.filter(({ queued }) => queued).map(({ id }) => this.read(id)));
  }

  private async acquireRun(runId: string, job: Job, signal?: AbortSignal): Promise<LeasedRun | undefined> {
    const findQueued = () => this.orm.em.fork().findOne(BatchRun, { id: runId, status: 'queued' }, { filters: false });
    const queued = await findQueued();
    if (!queued) return undefined;

    const session = await this.leases.acquire(async () => !signal?.aborted && (await findQueued()) !== null);
    if (!session) return undefined;
    try {
      if (signal?.aborted) return await session.release().then(() => undefined);
      const { run, abandoned } = await session.transaction((transaction) =>
        startQueued(transaction, this.tables, queued, job, (id) => this.leases.isHeldHere(id)),
      );
      abandoned.forEach((each) => this.metrics.runFinished(each));
      if (run) this.leases.hold(run, session);
      else await session.release();
      return run;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  private untilQueued(queue: (transaction: Statements) => Promise<QueueOutcome>): Promise<string | undefined> {
    return untilQueued(this.database, this.tables, queue, () => this.recoverAbandoned());
  }

  /** Closes the runs whose process has died; returns whether there were any. */
  private async recoverAbandoned(): Promise<boolean> {
    const abandoned = await this.leases.whileUnheld((transaction) =>
      closeAbandonedRuns(transaction, this.tables, (id) => this.leases.isHeldHere(id)),
    );
    abandoned?.forEach((each) => this.metrics.runFinished(each));
    return abandoned !== undefined && abandoned.length > 0;
  }

  private endWithFindings(run: LeasedRun, findings: readonly GuardFinding[], end: RunTransition): Promise<Run> {
    return this.finish(run, () =>
      this.database.transaction(async (transaction) => {
        await transitionRun(transaction, this.tables, run, end);
        await storeFindings(transaction, this.tables, run.id, findings);
      }),
    );
  }

  /** Ends the run and releases the lease, unless `keepLease` says that the caller will abort the run after the error. */
  private async finish(
    run: LeasedRun,
    write: () => Promise<void>,
    keepLease?: (error: unknown) => boolean,
  ): Promise<Run> {
    try {
      await write();
    } catch (error) {
      if (!keepLease?.(error)) await this.leases.release(run);
      throw error;
    }
    await this.leases.release(run);
    return this.read(run.id);
  }

  private async read(id: string): Promise<Run> {
    return toRun(await this.orm.em.fork().findOneOrFail(BatchRun, { id }, { filters: false }));
  }
}
