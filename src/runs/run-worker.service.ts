import { Inject, Injectable } from '@nestjs/common';

import { DEFAULT_DATA_POOL } from '../contract/data-pool-names.js';
import { Dispatcher } from '../contract/dispatcher.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import type { Run } from '../contract/run.js';
import { SyncError } from '../contract/sync-error.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { rejectedBind, type UsedVersions } from '../engine/rejected-bind.js';
import { bindStillRejected } from '../engine/run-errors.js';
import { KnownContainers } from '../engine/read/known-containers.service.js';
import { RunExecutor } from '../engine/run-executor.service.js';
import type { RunInput } from '../engine/run-input.js';
import type { Job } from '../processes/job.js';
import { jobKey, ProcessCatalog } from '../processes/process-catalog.service.js';
import { assertRunnable } from '../settings/assert-runnable.js';
import { sectionHashes } from '../settings/section-hashes.js';
import { shapeOf, shapeOfPreview } from '../settings/shape-of-settings.js';
import type { CurrentSettings } from '../settings/current-settings.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { SettingsSeed } from '../settings/settings-seed.service.js';
import { RunCancellations } from './run-cancellations.service.js';
import { RunRecovery } from './run-recovery.service.js';

/** Takes queued runs and executes them with the settings that are current at that moment. */
@Injectable()
export class RunWorker {
  private working: Promise<void> | undefined;

  constructor(
    @Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'work' | 'chunkSize'>,
    private readonly catalog: ProcessCatalog,
    private readonly settings: JobSettingsService,
    private readonly history: RunHistory,
    private readonly dispatcher: Dispatcher,
    private readonly executor: RunExecutor,
    private readonly cancellations: RunCancellations,
    private readonly recovery: RunRecovery,
    private readonly containers: KnownContainers,
    private readonly seed: SettingsSeed,
  ) {}

  get takesRunsAtStart(): boolean {
    return this.options.work !== false;
  }

  /** Starts taking queued runs, one at a time. Idempotent. */
  work(): Promise<void> {
    this.working ??= this.dispatcher
      .work(({ runId }, signal) => this.executeOrRecover(runId, signal))
      .catch((error: unknown) => {
        this.working = undefined; // the next call tries again
        throw error;
      });
    return this.working;
  }

  private async executeOrRecover(runId: string, signal: AbortSignal): Promise<void> {
    let isEnded = false;
    try {
      isEnded = (await this.execute(runId, signal)) !== undefined;
    } finally {
      if (!isEnded) this.recovery.recoverSoon();
    }
  }

  /** Undefined if the run is no longer queued, waits for its turn, or is executed by another process. */
  private async execute(runId: string, signal: AbortSignal): Promise<Run | undefined> {
    const queued = await this.history.run(runId);
    if (!queued) return undefined;
    const job = await this.catalog.job(queued.job).catch(syncErrorOrThrow);
    if (job instanceof SyncError) return this.executor.abortQueued(runId, deletedJob(queued), job);
    const input = await this.inputFor(queued, job).catch(syncErrorOrThrow);
    if (input instanceof SyncError) return this.executor.abortQueued(runId, job, input);
    return this.cancellations.watch(runId, signal, (either) => this.executor.run(input, either));
  }

  private async inputFor(run: Run, job: Job): Promise<RunInput> {
    await this.catalog.assertEnabled(job);
    await this.seed.decide();
    const current = await this.settingsOf(run, job);
    // A revert does not read the directory, and must be possible when the settings are wrong.
    const settings = run.reverts ? current.settings : assertRunnable(current);
    const { dataPool, mapping, matching, matchingOtherPools, releasedName, limits, approval } = settings;
    await this.assertNotPaused(run, current);
    const { decisionTable } = this.catalog.definitionOf(job);
    const { chunkSize } = this.options;
    return {
      runId: run.id,
      job,
      request: run,
      dataPool,
      search: (await this.containers.bind(job, settings)).search,
      settingsVersion: current.settingsVersion,
      dataPoolVersion: current.dataPoolVersion,
      settingsShape: isPreview(run) ? shapeOfPreview(settings) : shapeOf(settings),
      mapping,
      matching,
      matchingOtherPools,
      releasedName,
      decisionTable,
      limits,
      approval,
      sections: sectionHashes(settings),
      reverts: run.reverts ?? undefined,
      chunkSize,
    };
  }

  /** Those that the plan kept, or the saved ones. An approved plan is applied with the saved ones, which are the same. */
  private async settingsOf(run: Run, job: Job): Promise<CurrentSettings> {
    return isPreview(run)
      ? this.settings.kept(job, await this.history.unsavedSettings(run.id))
      : this.settings.current(job);
  }

  /**
   * A tick may have been queued while the run before it was ending. Throws the rejected bind of that run. A plan that is
   * applied binds nowhere.
   */
  private async assertNotPaused({ job, trigger, approval, resumption }: Run, versions: UsedVersions): Promise<void> {
    if (trigger !== 'schedule' || approval || resumption) return;
    const rejected = rejectedBind(await this.history.newestReads(job), versions);
    if (rejected) throw bindStillRejected(rejected);
  }
}

/** A job that was deleted while its run was being queued. The run ends without using the data pool. */
function deletedJob({ job: name, symbolicName }: Run): Job {
  return { name, symbolicName, dataPool: DEFAULT_DATA_POOL, settingKey: jobKey(name) };
}

function isPreview({ mode, withUnsavedSettings }: Run): boolean {
  return withUnsavedSettings && mode === 'plan';
}

/** The reason why a run cannot begin. Other errors are thrown again. */
function syncErrorOrThrow(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  throw error;
}
