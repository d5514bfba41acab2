import type { FieldError } from './error-codes.js';
import type { ProcessManifest } from './process-registry.js';
import type { Change, ChangeKind, Page, Problem, Run, RunMode, RunProgress, RunStatus } from './run.js';

/** A job as lists show it. */
export interface BatchSynchronization {
  readonly symbolicName: string;
  readonly processName: string;
  /** Key in `i18n/`. */
  readonly description: string;
  readonly enabled: boolean;
  readonly expression: string;
  readonly timeZone: string;
  /** Of the newest run; null before the first. */
  readonly status: RunStatus | null;
  readonly lastRunId: string | null;
  readonly lastStart: Date | null;
  readonly lastEnd: Date | null;
  readonly nextExecution: Date | null;
  /** What is wrong with the stored settings; empty when nothing is. */
  readonly settingsErrors: readonly FieldError[];
}

/** The settings of a job, secrets left out: `dataPool.bindPasswordSet` says whether one is stored. */
export interface JobSettings {
  readonly symbolicName: string;
  /** Send it back with a save; 0 before the first. */
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
  /** Errors of what is stored (edited by hand): the job is not scheduled while there are any. */
  readonly errors: readonly FieldError[];
}

export type SaveOutcome =
  { readonly ok: true; readonly saved: JobSettings } | { readonly ok: false; readonly errors: readonly FieldError[] };

export interface SaveRequest {
  /** All settings or a part: objects are merged, lists are replaced. A secret left out stays as it is, unless it would go elsewhere. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Absent: saves whatever was there. */
  readonly expectedVersion?: number;
  readonly changedBy: string | null;
}

export type SchedulePreview =
  | { readonly ok: true; readonly sentence: string; readonly next: readonly Date[] }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

export type CheckStepName = 'resolve' | 'connect' | 'tls' | 'bind' | 'base' | 'search' | 'rights' | 'map';

/** One step of a connection check. After the first failed step the rest are `skipped`. */
export interface CheckStep {
  readonly step: CheckStepName;
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'warning';
  /** Key in `i18n/<language>/check.json`: `<code>.found` says what was found, `<code>.remedy` what to do. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly milliseconds: number;
}

export interface CheckReport {
  readonly ok: boolean;
  readonly steps: readonly CheckStep[];
  /** A few mapped entries, to look at. */
  readonly sample: readonly Readonly<Record<string, unknown>>[];
}

export interface StartRequest {
  readonly mode: RunMode;
  readonly startedBy: string | null;
}

export interface RowsRequest {
  readonly cursor?: string;
  /** 1 to 200. @default 50 */
  readonly limit?: number;
}

/** Health of the process: what an operator's monitoring asks. */
export interface SyncHealth {
  readonly database: { readonly up: boolean };
  readonly directory: { readonly up: boolean; readonly code: string | null };
  readonly schedule: {
    readonly up: boolean;
    readonly enabled: boolean;
    readonly nextExecution: Date | null;
    readonly errors: readonly FieldError[];
  };
  readonly queue: { readonly up: boolean; readonly queued: number; readonly active: number };
  /** Null before the first good run. */
  readonly lastGoodRun: { readonly endedAt: Date; readonly ageSeconds: number } | null;
}

/**
 * What the add-on offers its host. Every `symbolicName` may be an alias; an unknown one throws `UNKNOWN_PROCESS`.
 * While the host has the add-on disabled, `list` is empty and `start` throws `ADDON_DISABLED`; settings stay readable
 * and savable.
 */
export abstract class BatchSynchronizations {
  abstract manifest(): ProcessManifest;
  abstract list(): Promise<readonly BatchSynchronization[]>;

  abstract settings(symbolicName: string): Promise<JobSettings>;
  /** Refuses what is wrong by field and changes nothing; throws `SETTING_CHANGED` on a lost update. */
  abstract saveSettings(symbolicName: string, request: SaveRequest): Promise<SaveOutcome>;
  /** @param language of the sentence: `en`, `de`, `sv` or `fr`. */
  abstract previewSchedule(
    symbolicName: string,
    expression: string,
    timeZone: string,
    language: string,
  ): Promise<SchedulePreview>;
  /**
   * Checks what is typed (a part, as in a save) or, without it, what is stored. Writes nothing. Throws when there is
   * nothing that could be tried: `SETTINGS_MISSING`, `SETTINGS_INVALID`, `SECRET_UNREADABLE`.
   */
  abstract check(symbolicName: string, settings?: Readonly<Record<string, unknown>>): Promise<CheckReport>;

  /** Queues a run. Throws `RUN_IN_PROGRESS` (params.runId) when one is queued or running, `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE` when what is stored cannot run. */
  abstract start(symbolicName: string, request: StartRequest): Promise<Run>;
  /**
   * Begins to take runs from the queue, in a process whose option `work` is false: for one that waits for a run of its
   * own and is gone afterwards. Idempotent.
   */
  abstract takeRuns(): Promise<void>;
  abstract runs(symbolicName: string, rows?: RowsRequest): Promise<Page<Run>>;
  /** Throws `RUN_NOT_FOUND`. */
  abstract run(id: string): Promise<Run>;
  abstract changes(runId: string, rows?: RowsRequest & { readonly kind?: ChangeKind }): Promise<Page<Change>>;
  abstract problems(runId: string, rows?: RowsRequest): Promise<Page<Problem>>;
  /** Every change that was applied to one user, newest first. */
  abstract history(userId: string, rows?: RowsRequest): Promise<Page<Change>>;
  /** The numbers so far, then each time they move; ends with the run, or when `signal` aborts. Throws `RUN_NOT_FOUND`. */
  abstract progress(runId: string, signal: AbortSignal): AsyncIterable<RunProgress>;

  abstract health(): Promise<SyncHealth>;
}
