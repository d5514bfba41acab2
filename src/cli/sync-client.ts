import type {
  ApprovalRequest,
  BatchSyncRuns,
  Change,
  CheckReport,
  GuardFinding,
  JobSettings,
  Page,
  PersonNotSeen,
  PersonPreview,
  Problem,
  RevertRequest,
  Run,
  RunMode,
  RunProgress,
  RowsRequest,
  RunSummary,
  SaveOutcome,
  SettingsComparison,
  SettingsOfVersion,
  SettingsVersion,
} from '../index.js';
import type { ChangedSettings } from './changed-since-applied.js';
import type { ConflictsClient } from './conflicts-client.js';
import type { JobsClient } from './jobs-client.js';
import type { PoolsClient } from './pools-client.js';
import type { ShownWhy } from './shown-why.js';

type Rows = Parameters<BatchSyncRuns['list']>[1];

export type PlanApproval = Omit<ApprovalRequest, 'approvedBy'>;
export type RunRevert = Omit<RevertRequest, 'startedBy'>;

/** The calls of `BatchSyncJobs` and `BatchSyncRuns`, for one job where they are about a job, in this process or in a host. */
export abstract class SyncClient {
  /** Whether runs are executed by another process. */
  abstract readonly remote: boolean;

  /** Name of the job that this client is for, or of its process. */
  abstract readonly job: string;
  /** All jobs, whichever this client is for. */
  abstract readonly jobs: JobsClient;
  abstract readonly pools: PoolsClient;
  abstract readonly conflicts: ConflictsClient;

  abstract settings(): Promise<JobSettings>;
  /** Saves all settings or part of them, as `BatchSyncJobs.saveSettings` does. */
  abstract saveSettings(settings: Readonly<Record<string, unknown>>): Promise<SaveOutcome>;
  /** The versions of the settings, newest first. */
  abstract settingsVersions(rows?: RowsRequest): Promise<Page<SettingsVersion>>;
  abstract settingsVersion(version: number): Promise<SettingsOfVersion>;
  /** What a save would change. Saves nothing. Undefined if the host is too old to say. */
  abstract compareSettings(settings: Readonly<Record<string, unknown>>): Promise<SettingsComparison | undefined>;
  /** What has changed in the settings since the last applied run. Undefined if the host is too old to say. */
  abstract changedSettings(): Promise<ChangedSettings | undefined>;
  abstract check(): Promise<CheckReport>;

  /** @param only someone who is synchronized alone, as `StartRequest.only`. */
  abstract start(mode: RunMode, only?: string): Promise<Run>;
  abstract approve(runId: string, approval: PlanApproval): Promise<Run>;
  abstract cancel(runId: string): Promise<Run>;
  abstract revert(runId: string, request: RunRevert): Promise<Run>;
  abstract why(who: string): Promise<ShownWhy>;
  /**
   * What a run would do with the person. Nothing is saved.
   *
   * @param settings unsaved ones, all or a part as in a save. @default the stored settings
   */
  abstract preview(who: string, settings?: Readonly<Record<string, unknown>>): Promise<PersonPreview>;
  abstract resume(runId: string): Promise<Run>;
  abstract runs(rows?: Rows): Promise<Page<Run>>;
  abstract run(id: string): Promise<Run>;
  abstract changes(runId: string, rows?: Rows): Promise<Page<Change>>;
  abstract problems(runId: string, rows?: Rows): Promise<Page<Problem>>;
  /** The people whom the read of the run did not contain although they were seen until then. */
  abstract notSeen(runId: string, rows?: Rows): Promise<Page<PersonNotSeen>>;
  /** The problems of the run by code and field, also those that are not listed. */
  abstract problemGroups(runId: string): Promise<RunSummary['problems']>;
  /** What is beyond the limits of the job. */
  abstract guards(runId: string): Promise<readonly GuardFinding[]>;
  /** Yields the current counts, then each change of them. Ends with the run. */
  abstract progress(runId: string, signal: AbortSignal): AsyncIterable<RunProgress>;

  /** Updates the database tables. */
  abstract migrate(): Promise<void>;
  /** Interrupts runs in this process and releases all resources. Safe to call twice. */
  abstract close(): Promise<void>;
}
