import { Injectable } from '@nestjs/common';

import type { PeopleNotSeenRequest, PersonNotSeen } from '../contract/people-not-seen.js';
import type { GuardFinding } from '../contract/guards.js';
import type { PlanState, RevertOutlook, RunFilter, Run, RunProgress } from '../contract/run.js';
import type {
  Change,
  ChangesRequest,
  Page,
  Problem,
  ProblemFilter,
  RowsRequest,
  RunSummary,
} from '../contract/run-rows.js';
import type { SettingsOfVersion } from '../contract/jobs.js';
import { type ApprovalRequest, BatchSyncRuns, type RevertRequest, type StartRequest } from '../contract/runs.js';
import type { ApproverObstacle } from '../contract/approval.js';
import type { UserChange } from '../contract/user-changes.js';
import { SyncError } from '../contract/sync-error.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { RunStore } from '../engine/ports/run-store.js';
import { runNotFound } from '../engine/run-errors.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { Approvers } from './approvers.service.js';
import { PlanConditions } from './plan-conditions.service.js';
import { RevertOutlooks } from './revert-outlooks.service.js';
import { RunProgressService } from './run-progress.service.js';
import { RunQueue } from './run-queue.service.js';
import { RunWorker } from './run-worker.service.js';
import { UnsavedSettings } from './unsaved-settings.service.js';

/** Runs, for hosts. */
@Injectable()
export class RunsService extends BatchSyncRuns {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly queue: RunQueue,
    private readonly worker: RunWorker,
    private readonly store: RunStore,
    private readonly runHistory: RunHistory,
    private readonly runProgress: RunProgressService,
    private readonly conditions: PlanConditions,
    private readonly approvers: Approvers,
    private readonly outlooks: RevertOutlooks,
    private readonly unsaved: UnsavedSettings,
  ) {
    super();
  }

  async start(job: string, request: StartRequest): Promise<Run> {
    return this.queue.start(await this.catalog.job(job), request);
  }

  async approve(runId: string, request: ApprovalRequest): Promise<Run> {
    const { job } = await this.get(runId);
    return this.queue.approve(await this.catalog.jobOfRun(job), runId, request);
  }

  async cancel(runId: string, cancelledBy: string | null): Promise<Run> {
    const { id } = await this.get(runId);
    return this.store.cancel(id, cancelledBy);
  }

  async revert(runId: string, request: RevertRequest): Promise<Run> {
    return this.queue.revert(await this.get(runId), request);
  }

  async revertsOf(runId: string): Promise<readonly Run[]> {
    const { id } = await this.get(runId);
    return this.runHistory.revertsOf(id);
  }

  async revertOutlook(runId: string): Promise<RevertOutlook | null> {
    const run = await this.get(runId);
    const job = await this.jobOf(run);
    if (!job || !run.reverts || !(await this.catalog.isEnabled(job))) return null;
    return this.outlooks.of(job, run);
  }

  async resume(runId: string, resumedBy: string | null): Promise<Run> {
    const { job } = await this.get(runId);
    return this.queue.resume(await this.catalog.jobOfRun(job), runId, resumedBy);
  }

  async planState(runId: string): Promise<PlanState> {
    const job = await this.jobOf(await this.get(runId));
    return job ? this.conditions.stateOf(job, runId) : { next: null, stale: null };
  }

  async approverObstacle(runId: string, approver: string | null): Promise<ApproverObstacle | null> {
    const job = await this.jobOf(await this.get(runId));
    return job ? this.approvers.obstacleOf(job, runId, approver) : null;
  }

  takeRuns(): Promise<void> {
    return this.worker.work();
  }

  async list(job: string, rows?: RowsRequest & RunFilter): Promise<Page<Run>> {
    return this.runHistory.runs((await this.catalog.job(job)).name, rows);
  }

  async get(runId: string): Promise<Run> {
    const run = await this.runHistory.run(runId);
    if (!run) throw runNotFound(runId);
    return run;
  }

  async unsavedSettings(runId: string): Promise<SettingsOfVersion> {
    const run = await this.get(runId);
    return this.unsaved.of(await this.catalog.jobOfRun(run.job), run);
  }

  async changes(runId: string, rows?: ChangesRequest): Promise<Page<Change>> {
    const { id } = await this.get(runId);
    return this.runHistory.changes(id, rows);
  }

  async problems(runId: string, rows?: RowsRequest & ProblemFilter): Promise<Page<Problem>> {
    const { id } = await this.get(runId);
    return this.runHistory.problems(id, rows);
  }

  async notSeen(runId: string, rows?: PeopleNotSeenRequest): Promise<Page<PersonNotSeen>> {
    const { id } = await this.get(runId);
    return this.runHistory.notSeen(id, rows);
  }

  async summary(runId: string): Promise<RunSummary> {
    const { id } = await this.get(runId);
    return this.runHistory.summary(id);
  }

  async problemGroups(runId: string): Promise<RunSummary['problems']> {
    const { id } = await this.get(runId);
    return this.runHistory.problemGroups(id);
  }

  async guards(runId: string): Promise<readonly GuardFinding[]> {
    const { id } = await this.get(runId);
    return this.runHistory.findings(id);
  }

  history(userId: string, rows?: RowsRequest): Promise<Page<UserChange>> {
    return this.runHistory.ofUser(userId, rows);
  }

  progress(runId: string, signal: AbortSignal): AsyncIterable<RunProgress> {
    return this.runProgress.follow(runId, signal);
  }

  /** Undefined if the job of the run was deleted. */
  private jobOf({ job }: Run): Promise<Job | undefined> {
    return this.catalog.jobOfRun(job).catch((error: unknown) => {
      if (error instanceof SyncError && error.code === 'JOB_DELETED') return undefined;
      throw error;
    });
  }
}
