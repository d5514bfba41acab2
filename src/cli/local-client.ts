import type {
  Change,
  CheckReport,
  GuardFinding,
  JobSettings,
  Page,
  PersonNotSeen,
  PersonPreview,
  Problem,
  Run,
  RunMode,
  RunProgress,
  RunSummary,
  RowsRequest,
  SaveOutcome,
  SettingsComparison,
  SettingsOfVersion,
  SettingsVersion,
} from '../index.js';
import type { Standalone } from '../host/standalone.js';
import { type ChangedSettings, isNamed } from './changed-since-applied.js';
import { LocalConflicts } from './local-conflicts.js';
import { LocalJobs, LocalPools } from './local-pools.js';
import type { ShownWhy } from './shown-why.js';
import { type PlanApproval, type RunRevert, SyncClient } from './sync-client.js';

type Rows = Parameters<SyncClient['changes']>[1];

/** Uses the add-on in this process. */
export class LocalClient extends SyncClient {
  readonly remote = false;
  private readonly actor: Parameters<Standalone['audited']['check']>[0];
  readonly jobs: LocalJobs;
  readonly pools: LocalPools;
  readonly conflicts: LocalConflicts;
  private closed: Promise<void> | undefined;

  /** @param user recorded as the user who starts runs and saves settings. */
  constructor(
    private readonly standalone: Standalone,
    readonly job: string,
    user: string | null,
  ) {
    super();
    this.actor = { who: user, role: null, by: 'command-line', address: null, requestId: null };
    this.jobs = new LocalJobs(standalone, this.actor);
    this.pools = new LocalPools(standalone, this.actor);
    this.conflicts = new LocalConflicts(standalone, this.actor, job);
  }

  settings(): Promise<JobSettings> {
    return this.standalone.jobs.settings(this.job);
  }

  saveSettings(settings: Readonly<Record<string, unknown>>): Promise<SaveOutcome> {
    return this.standalone.audited.save(this.actor, this.job, { settings });
  }

  settingsVersions(rows?: RowsRequest): Promise<Page<SettingsVersion>> {
    return this.standalone.jobs.settingsVersions(this.job, rows);
  }

  settingsVersion(version: number): Promise<SettingsOfVersion> {
    return this.standalone.jobs.settingsVersion(this.job, version);
  }

  compareSettings(settings: Readonly<Record<string, unknown>>): Promise<SettingsComparison> {
    return this.standalone.jobs.compareSettings(this.job, settings);
  }

  async changedSettings(): Promise<ChangedSettings | undefined> {
    const { jobs } = this.standalone;
    const job = (await jobs.list()).find(isNamed(this.job));
    return job && { sections: job.changedSections, changes: await jobs.changesSinceApplied(job.name) };
  }

  check(): Promise<CheckReport> {
    return this.standalone.audited.check(this.actor, this.job);
  }

  async start(mode: RunMode, only?: string): Promise<Run> {
    const request = { mode, ...(only !== undefined && { only }) };
    const run = await this.standalone.audited.start(this.actor, this.job, request);
    // Called after the start, so that this process takes no other run.
    await this.standalone.runs.takeRuns();
    return run;
  }

  async approve(runId: string, approval: PlanApproval): Promise<Run> {
    const run = await this.standalone.audited.approve(this.actor, runId, approval);
    await this.standalone.runs.takeRuns();
    return run;
  }

  async resume(runId: string): Promise<Run> {
    const run = await this.standalone.audited.resume(this.actor, runId);
    await this.standalone.runs.takeRuns();
    return run;
  }

  cancel(runId: string): Promise<Run> {
    return this.standalone.audited.cancel(this.actor, runId);
  }

  async revert(runId: string, request: RunRevert): Promise<Run> {
    const run = await this.standalone.audited.revert(this.actor, runId, request);
    await this.standalone.runs.takeRuns();
    return run;
  }

  why(who: string): Promise<ShownWhy> {
    return this.standalone.why.why(this.job, who);
  }

  preview(who: string, settings?: Readonly<Record<string, unknown>>): Promise<PersonPreview> {
    return this.standalone.previews.person(this.actor, this.job, { search: who, ...(settings && { settings }) });
  }

  runs(rows?: Rows): Promise<Page<Run>> {
    return this.standalone.runs.list(this.job, rows);
  }

  run(id: string): Promise<Run> {
    return this.standalone.runs.get(id);
  }

  changes(runId: string, rows?: Rows): Promise<Page<Change>> {
    return this.standalone.runs.changes(runId, rows);
  }

  problems(runId: string, rows?: Rows): Promise<Page<Problem>> {
    return this.standalone.runs.problems(runId, rows);
  }

  notSeen(runId: string, rows?: Rows): Promise<Page<PersonNotSeen>> {
    return this.standalone.runs.notSeen(runId, rows);
  }

  problemGroups(runId: string): Promise<RunSummary['problems']> {
    return this.standalone.runs.problemGroups(runId);
  }

  guards(runId: string): Promise<readonly GuardFinding[]> {
    return this.standalone.runs.guards(runId);
  }

  progress(runId: string, signal: AbortSignal): AsyncIterable<RunProgress> {
    return this.standalone.runs.progress(runId, signal);
  }

  /** The tables were updated when the database was opened. */
  async migrate(): Promise<void> {}

  close(): Promise<void> {
    return (this.closed ??= this.standalone.close());
  }
}
