import type {
  BatchSynchronization,
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
  SettingWarning,
} from '../index.js';
import type { Api } from './api.js';
import { type ChangedSettings, isNamed } from './changed-since-applied.js';
import { CliError } from './cli-error.js';
import {
  changeFromJson,
  pageFromJson,
  runFromJson,
  settingsFromJson,
  versionsFromJson,
  type Json,
} from './from-json.js';
import { RemoteConflicts } from './remote-conflicts.js';
import { RemoteJobs } from './remote-jobs.js';
import { RemotePools } from './remote-pools.js';
import { remoteProgress } from './remote-progress.js';
import type { ShownWhy } from './shown-why.js';
import { type PlanApproval, type RunRevert, SyncClient } from './sync-client.js';

/** What the API answers to a save. */
type SavedSettings = JobSettings &
  Pick<Extract<SaveOutcome, { readonly ok: true }>, 'nextExecution'> & {
    /** Absent in the answer of an older host. */
    readonly warnings?: readonly SettingWarning[];
  };
type Compared = Pick<Extract<SettingsComparison, { readonly ok: true }>, 'version' | 'changes'>;
/** Of a job as the API lists it. An older host does not compare its settings. */
type ListedJob = Pick<BatchSynchronization, 'name' | 'symbolicName'> &
  Partial<Pick<BatchSynchronization, 'changedSections'>>;
type Rows = Parameters<SyncClient['changes']>[1];

/** Three comments of the host. */
const IDLE_MS = 45_000;

type ProblemGroup = RunSummary['problems'][number];

/** Hosts before version 0.4.0 do not count the problems that are not listed. */
interface SummaryOfHost {
  readonly problems: readonly (Omit<ProblemGroup, 'omitted'> & Partial<Pick<ProblemGroup, 'omitted'>>)[];
}

/** Uses the add-on in a running host through its API. */
export class RemoteClient extends SyncClient {
  readonly remote = true;
  readonly jobs: RemoteJobs;
  readonly pools: RemotePools;
  readonly conflicts: RemoteConflicts;

  private readonly jobPath: string;

  /**
   * @param signedIn whether this client created the session and must end it.
   * @param idleMs a stream that delivers nothing for this time is opened again.
   */
  constructor(
    private readonly api: Api,
    readonly job: string,
    private readonly signedIn: boolean,
    private readonly idleMs = IDLE_MS,
  ) {
    super();
    this.jobs = new RemoteJobs(api);
    this.pools = new RemotePools(api);
    this.conflicts = new RemoteConflicts(api, job);
    this.jobPath = `batch-synchronizations/${encodeURIComponent(job)}`;
  }

  async settings(): Promise<JobSettings> {
    return settingsFromJson(await this.api.get<Json<JobSettings>>(`${this.jobPath}/settings`));
  }

  async saveSettings(settings: Readonly<Record<string, unknown>>): Promise<SaveOutcome> {
    try {
      const answer = await this.api.send<Json<SavedSettings>>('PUT', `${this.jobPath}/settings`, { settings });
      const { nextExecution: next, warnings = [], ...saved } = answer;
      return {
        ok: true,
        saved: settingsFromJson(saved),
        nextExecution: next === null ? null : new Date(next),
        warnings,
      };
    } catch (error) {
      if (error instanceof CliError && error.fields.length > 0) return { ok: false, errors: error.fields };
      throw error;
    }
  }

  async settingsVersions(rows?: RowsRequest): Promise<Page<SettingsVersion>> {
    return versionsFromJson(await this.api.get(`${this.jobPath}/settings/versions`, { ...rows }));
  }

  async settingsVersion(version: number): Promise<SettingsOfVersion> {
    const found = await this.api.get<Json<SettingsOfVersion>>(`${this.jobPath}/settings/versions/${version}`);
    return { ...settingsFromJson(found), changes: found.changes };
  }

  async compareSettings(settings: Readonly<Record<string, unknown>>): Promise<SettingsComparison | undefined> {
    try {
      const path = `${this.jobPath}/settings/comparison`;
      const { version, changes } = await this.api.send<Compared>('POST', path, { settings });
      return { ok: true, version, changes };
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      if (error.fields.length > 0) return { ok: false, errors: error.fields };
      if (error.code === 'NOT_FOUND') return undefined;
      throw error;
    }
  }

  async changedSettings(): Promise<ChangedSettings | undefined> {
    const jobs = await this.api.get<readonly ListedJob[]>('batch-synchronizations');
    const sections = jobs.find(isNamed(this.job))?.changedSections ?? [];
    if (sections.length === 0) return { sections, changes: [] };
    try {
      const { changes } = await this.api.get<Pick<ChangedSettings, 'changes'>>(`${this.jobPath}/changed-settings`);
      return { sections, changes };
    } catch (error) {
      if (error instanceof CliError && error.code === 'NOT_FOUND') return undefined;
      throw error;
    }
  }

  check(): Promise<CheckReport> {
    return this.api.send('POST', `${this.jobPath}/check`, {});
  }

  async start(mode: RunMode, only?: string): Promise<Run> {
    const request = { mode, ...(only !== undefined && { only }) };
    return runFromJson(await this.api.send<Json<Run>>('POST', `${this.jobPath}/runs`, request));
  }

  async approve(runId: string, approval: PlanApproval): Promise<Run> {
    const path = `runs/${encodeURIComponent(runId)}/approve`;
    return runFromJson(await this.api.send<Json<Run>>('POST', path, approval));
  }

  async resume(runId: string): Promise<Run> {
    return runFromJson(await this.api.send<Json<Run>>('POST', `runs/${encodeURIComponent(runId)}/resume`));
  }

  async cancel(runId: string): Promise<Run> {
    return runFromJson(await this.api.send<Json<Run>>('POST', `runs/${encodeURIComponent(runId)}/cancel`));
  }

  async revert(runId: string, request: RunRevert): Promise<Run> {
    return runFromJson(await this.api.send<Json<Run>>('POST', `runs/${encodeURIComponent(runId)}/revert`, request));
  }

  why(who: string): Promise<ShownWhy> {
    return this.api.get('why', { job: this.job, who });
  }

  preview(who: string, settings?: Readonly<Record<string, unknown>>): Promise<PersonPreview> {
    return this.api.send('POST', `${this.jobPath}/preview`, { search: who, settings });
  }

  async runs(rows?: Rows): Promise<Page<Run>> {
    return pageFromJson(await this.api.get<Page<Json<Run>>>(`${this.jobPath}/runs`, { ...rows }), runFromJson);
  }

  async run(id: string): Promise<Run> {
    return runFromJson(await this.api.get<Json<Run>>(`runs/${encodeURIComponent(id)}`));
  }

  async changes(runId: string, rows?: Rows): Promise<Page<Change>> {
    const path = `runs/${encodeURIComponent(runId)}/changes`;
    return pageFromJson(await this.api.get<Page<Json<Change>>>(path, { ...rows }), changeFromJson);
  }

  problems(runId: string, rows?: Rows): Promise<Page<Problem>> {
    return this.api.get(`runs/${encodeURIComponent(runId)}/problems`, { ...rows });
  }

  /** Empty with an older host, which does not know the path. */
  async notSeen(runId: string, rows?: Rows): Promise<Page<PersonNotSeen>> {
    try {
      return await this.api.get(`runs/${encodeURIComponent(runId)}/not-seen`, { ...rows });
    } catch (error) {
      if (error instanceof CliError && error.code === 'NOT_FOUND') return { items: [], nextCursor: null };
      throw error;
    }
  }

  async problemGroups(runId: string): Promise<RunSummary['problems']> {
    const { problems } = await this.api.get<SummaryOfHost>(`runs/${encodeURIComponent(runId)}/summary`);
    return problems.map((group) => ({ ...group, omitted: group.omitted ?? 0 }));
  }

  guards(runId: string): Promise<readonly GuardFinding[]> {
    return this.api.get(`runs/${encodeURIComponent(runId)}/guards`);
  }

  progress(runId: string, signal: AbortSignal): AsyncGenerator<RunProgress> {
    return remoteProgress(this.api, runId, signal, this.idleMs);
  }

  /** A host updates its tables when it starts. */
  async migrate(): Promise<void> {}

  async close(): Promise<void> {
    if (this.signedIn) await this.api.signOut();
  }
}
