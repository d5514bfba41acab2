import { Injectable } from '@nestjs/common';

import {
  BatchSynchronizations,
  type BatchSynchronization,
  type CheckReport,
  type JobSettings,
  type RowsRequest,
  type SaveOutcome,
  type SaveRequest,
  type SchedulePreview,
  type StartRequest,
  type SyncHealth,
} from '../contract/batch-synchronizations.js';
import type { ProcessManifest } from '../contract/process-registry.js';
import type { Change, ChangeKind, Page, Problem, Run, RunProgress } from '../contract/run.js';
import { ProcessOffice } from '../process/process-office.js';
import { RunHistory } from '../sync/ports/run-history.js';
import { HealthReport } from './health-report.js';
import { runNotFound } from './job-errors.js';
import { JobOverview } from './job-overview.js';
import { ProgressFeed } from './progress-feed.js';
import { RunStarter } from './run-starter.js';
import { RunWorker } from './run-worker.js';
import { ScheduleKeeper } from './schedule-keeper.js';
import { SettingsDesk } from './settings-desk.js';
import { SettingsEditor } from './settings-editor.js';
import { Trial } from './trial.js';

/** What hosts call: each call goes to the one that does it. */
@Injectable()
export class JobDesk extends BatchSynchronizations {
  constructor(
    private readonly office: ProcessOffice,
    private readonly overview: JobOverview,
    private readonly desk: SettingsDesk,
    private readonly editor: SettingsEditor,
    private readonly keeper: ScheduleKeeper,
    private readonly trial: Trial,
    private readonly starter: RunStarter,
    private readonly worker: RunWorker,
    private readonly past: RunHistory,
    private readonly feed: ProgressFeed,
    private readonly report: HealthReport,
  ) {
    super();
  }

  manifest(): ProcessManifest {
    return this.office.manifest;
  }

  list(): Promise<readonly BatchSynchronization[]> {
    return this.overview.list();
  }

  async settings(symbolicName: string): Promise<JobSettings> {
    this.office.resolve(symbolicName);
    return this.desk.show();
  }

  async saveSettings(symbolicName: string, request: SaveRequest): Promise<SaveOutcome> {
    this.office.resolve(symbolicName);
    const outcome = await this.editor.save(request);
    if (outcome.ok) await this.keeper.apply();
    return outcome;
  }

  async previewSchedule(
    symbolicName: string,
    expression: string,
    timeZone: string,
    language: string,
  ): Promise<SchedulePreview> {
    this.office.resolve(symbolicName);
    return this.trial.schedule({ expression, timeZone }, language);
  }

  async check(symbolicName: string, settings?: Readonly<Record<string, unknown>>): Promise<CheckReport> {
    this.office.resolve(symbolicName);
    return this.trial.connection(settings);
  }

  async start(symbolicName: string, request: StartRequest): Promise<Run> {
    this.office.resolve(symbolicName);
    return this.starter.start(request);
  }

  takeRuns(): Promise<void> {
    return this.worker.work();
  }

  async runs(symbolicName: string, rows?: RowsRequest): Promise<Page<Run>> {
    return this.past.runs(this.office.resolve(symbolicName), rows);
  }

  async run(id: string): Promise<Run> {
    const run = await this.past.run(id);
    if (!run) throw runNotFound(id);
    return run;
  }

  async changes(runId: string, rows?: RowsRequest & { readonly kind?: ChangeKind }): Promise<Page<Change>> {
    const { id } = await this.run(runId);
    return this.past.changes(id, rows);
  }

  async problems(runId: string, rows?: RowsRequest): Promise<Page<Problem>> {
    const { id } = await this.run(runId);
    return this.past.problems(id, rows);
  }

  history(userId: string, rows?: RowsRequest): Promise<Page<Change>> {
    return this.past.ofUser(userId, rows);
  }

  progress(runId: string, signal: AbortSignal): AsyncIterable<RunProgress> {
    return this.feed.follow(runId, signal);
  }

  health(): Promise<SyncHealth> {
    return this.report.health();
  }
}
