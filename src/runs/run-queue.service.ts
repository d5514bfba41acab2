import { Injectable, Logger } from '@nestjs/common';

import type { ConflictDecision } from '../contract/conflicts.js';
import { describeError } from '../contract/describe-error.js';
import { Dispatcher } from '../contract/dispatcher.js';
import type { Revert, Run } from '../contract/run.js';
import type { ApprovalRequest, RevertRequest, StartRequest } from '../contract/runs.js';
import { SyncError } from '../contract/sync-error.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { type RunRequest, RunStore } from '../engine/ports/run-store.js';
import { rejectedBind } from '../engine/rejected-bind.js';
import { fieldsUnknown, nothingSelected, nothingToRevert, schedulePaused } from '../engine/run-errors.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { assertRunnable } from '../settings/assert-runnable.js';
import { versionsOf } from '../settings/current-settings.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { Approvers } from './approvers.service.js';
import { OnePerson } from './one-person.service.js';
import { PlanConditions } from './plan-conditions.service.js';
import { WaitingPlans } from './waiting-plans.service.js';

interface Decisions extends Pick<RunRequest, 'decided' | 'startedBy'> {
  readonly decision: ConflictDecision;
}

/** Queues runs that a user starts or that are scheduled. */
@Injectable()
export class RunQueue {
  private readonly log = new Logger(RunQueue.name);
  private undispatched: string | undefined;
  /** By job: the run whose rejected bind was logged. */
  private readonly loggedPauses = new Map<string, string>();

  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly settings: JobSettingsService,
    private readonly runs: RunStore,
    private readonly history: RunHistory,
    private readonly dispatcher: Dispatcher,
    private readonly conditions: PlanConditions,
    private readonly waiting: WaitingPlans,
    private readonly approvers: Approvers,
    private readonly onePerson: OnePerson,
  ) {}

  /** Throws as `BatchSyncRuns.start` does. */
  async start(job: Job, { mode, startedBy, only: who, settings }: StartRequest): Promise<Run> {
    await this.catalog.assertEnabled(job);
    const read = await (settings ? this.settings.withUnsaved(job, settings) : this.settings.current(job));
    const runnable = assertRunnable(read);
    const only = who === undefined ? undefined : await this.onePerson.entryOf(job, runnable, who);
    // Nothing is ever applied with settings that are not saved.
    const basis = settings
      ? ({ mode: 'plan', unsavedSettings: await this.settings.toKeep(read, settings) } as const)
      : { mode };
    const run = await this.runs.queue({
      job,
      trigger: 'manual',
      startedBy,
      scheduledFor: null,
      ...basis,
      ...(only !== undefined && { only }),
    });
    if (!run) throw new SyncError('UNEXPECTED');
    await this.enqueue(run);
    return run;
  }

  /** Throws as `BatchSyncRuns.approve` does. */
  async approve(job: Job, runId: string, request: ApprovalRequest): Promise<Run> {
    await this.catalog.assertEnabled(job);
    await this.approvers.assertMayApprove(job, runId, request.approvedBy);
    const { settingsShape, validHours } = await this.conditions.of(job, runId);
    const run = await this.runs.approve({ runId, job, settingsShape, validHours, ...request });
    await this.enqueue(run);
    return run;
  }

  /** Throws as `BatchSyncRuns.revert` does. */
  async revert({ id, job: name }: Run, { users, fields, reason, startedBy }: RevertRequest): Promise<Run> {
    const job = await this.catalog.jobOfRun(name);
    await this.catalog.assertEnabled(job);
    if (!(await this.history.hasApplied(id))) throw nothingToRevert(id);
    const reverts = { runId: id, users: users ?? null, fields: fields ?? null, reason };
    await this.assertSelected(reverts);
    const run = await this.runs.queue({ job, mode: 'plan', trigger: 'manual', startedBy, scheduledFor: null, reverts });
    if (!run) throw new SyncError('UNEXPECTED');
    await this.enqueue(run);
    return run;
  }

  /** Queues a plan for everyone with decisions about conflicts. Throws as `BatchSyncRuns.start` does. */
  async decide(job: Job, { startedBy, ...decisions }: Decisions): Promise<Run> {
    await this.catalog.assertEnabled(job);
    assertRunnable(await this.settings.current(job));
    const run = await this.runs.queue({
      job,
      mode: 'plan',
      trigger: 'manual',
      startedBy,
      scheduledFor: null,
      ...decisions,
    });
    if (!run) throw new SyncError('UNEXPECTED');
    await this.enqueue(run);
    return run;
  }

  /** Throws as `BatchSyncRuns.resume` does. */
  async resume(job: Job, runId: string, resumedBy: string | null): Promise<Run> {
    await this.catalog.assertEnabled(job);
    // Asked first, so that whoever may not resume a run is told so only of one that can be resumed.
    const { next } = await this.conditions.stateOf(job, runId);
    if (next !== 'resume') throw new SyncError('RUN_NOT_RESUMABLE', { params: { runId } });
    await this.approvers.assertMayResume(job, runId, resumedBy);
    const conditions = await this.conditions.of(job, runId);
    const run = await this.runs.resume({ runId, job, resumedBy, ...conditions });
    await this.enqueue(run);
    return run;
  }

  /**
   * Queues the scheduled run, unless another process has already queued it, the previous run has not ended yet, the
   * directory rejected the bind of the previous run and nothing has changed since, or a plan waits for approval that will
   * still be good at the next execution.
   */
  async tick(job: Job, scheduledFor: Date): Promise<void> {
    if (!(await this.catalog.isEnabled(job))) return;
    if (await this.isPaused(job)) return;
    if (await this.isAwaitingApproval(job, scheduledFor)) return;
    const run = await this.queueTick(job, scheduledFor);
    if (run) await this.enqueue(run);
  }

  /** Dispatches a queued run. If that fails, the run stays queued and recovery dispatches it a few seconds later. */
  async enqueue({ id, job, mode, trigger }: Run): Promise<void> {
    try {
      await this.dispatcher.dispatch({ runId: id, job, mode, trigger });
      this.undispatched = undefined;
    } catch (error) {
      if (this.undispatched === id) return; // logged already
      this.undispatched = id;
      this.log.error(`Run ${id} is queued but could not be dispatched yet. ${describeError(error)}`);
    }
  }

  /** A plan without a change would not tell that a field or a user is mistyped. */
  private async assertSelected({ runId, users, fields }: Pick<Revert, 'runId' | 'users' | 'fields'>): Promise<void> {
    if (users === null && fields === null) return;
    const known = fields && (await this.history.fieldsOf(runId));
    const unknown = fields?.filter((field) => !known?.includes(field)) ?? [];
    if (unknown.length > 0) throw fieldsUnknown(runId, unknown);
    if (!(await this.history.hasSelected(runId, { users, fields }))) throw nothingSelected(runId);
  }

  private async isPaused(job: Job): Promise<boolean> {
    const [stored, runs] = await Promise.all([this.settings.stored(job), this.history.newestReads(job.name)]);
    const rejected = rejectedBind(runs, versionsOf(stored));
    if (rejected && this.loggedPauses.get(job.name) !== rejected.id) {
      this.loggedPauses.set(job.name, rejected.id);
      this.log.warn(schedulePaused(rejected).message);
    }
    return rejected !== undefined;
  }

  private async isAwaitingApproval(job: Job, scheduledFor: Date): Promise<boolean> {
    const { schedule } = (await this.settings.current(job)).settings;
    const isWaiting = await this.waiting.isExecutionNeedless(job, schedule, scheduledFor);
    if (isWaiting) this.log.log(`Skipped the execution at ${scheduledFor.toISOString()}: a plan waits for approval.`);
    return isWaiting;
  }

  private async queueTick(job: Job, scheduledFor: Date): Promise<Run | undefined> {
    try {
      return await this.runs.queue({ job, mode: 'apply', trigger: 'schedule', startedBy: null, scheduledFor });
    } catch (error) {
      if (!(error instanceof SyncError && error.code === 'RUN_IN_PROGRESS')) throw error;
      this.log.warn(
        `Skipped the execution at ${scheduledFor.toISOString()}: run ${error.params['runId']} has not ended yet.`,
      );
      return undefined;
    }
  }
}
