import type { ApprovalNeed, ReviewedSection } from './approval.js';
import type { CheckReport } from './check-report.js';
import type { FieldError } from './error-codes.js';
import type { RunFigures } from './guards.js';
import type { ProcessManifest } from './process-registry.js';
import type { RunStatus, StaleReason } from './run.js';
import type { RunEffect } from './run-effect.js';
import type { Page, RowsRequest } from './run-rows.js';
import type { SettingChange, SettingsComparison } from './settings-comparison.js';

/**
 * A schedule that waits, because the directory rejected the bind of the newest run. It continues when settings are saved
 * or when somebody starts a run.
 */
export interface SchedulePause {
  readonly code: 'SCHEDULE_PAUSED';
  readonly params: Readonly<Record<string, string | number>>;
  readonly runId: string;
}

/** A plan that waits because its run needs an approval. */
export interface WaitingPlan extends ApprovalNeed {
  readonly runId: string;
  readonly since: Date;
  /** When it expires. */
  readonly until: Date;
}

/** A plan that nobody decided in time. */
export interface StalePlan {
  readonly runId: string;
  readonly since: Date;
  /** Why it can no longer be applied. */
  readonly because: StaleReason;
}

/** How a run ended, in short. */
export interface RunOutcome {
  readonly id: string;
  readonly status: RunStatus;
  /** Whether the figures say what it did or what it would do; with `nothing-planned` they say neither. */
  readonly effect: RunEffect;
  readonly endedAt: Date;
  /** From its start to its end. */
  readonly seconds: number;
  readonly read: number;
  /** Changes of all kinds. Of a stopped run: those that it would have made. */
  readonly changes: number;
  readonly problems: number;
}

/** Settings that a seed may leave open, so that they fit the product of its directory. */
export const UNDECIDED_SETTINGS = ['filter', 'mapping'] as const;
export type UndecidedSetting = (typeof UNDECIDED_SETTINGS)[number];

/** A job, as shown in a list. */
export interface BatchSynchronization {
  readonly name: string;
  /** Symbolic name of its process. */
  readonly symbolicName: string;
  readonly processName: string;
  /** Key of the text in `i18n/`; of a further job, the text as typed. */
  readonly description: string;
  /** Whether it is the first job of its process, which always exists. */
  readonly isFirst: boolean;
  /** Name of its data pool. */
  readonly dataPool: string;
  readonly enabled: boolean;
  readonly expression: string;
  readonly timeZone: string;
  /** Status of the latest run for everyone; null before the first run. */
  readonly status: RunStatus | null;
  readonly lastRunId: string | null;
  readonly lastStart: Date | null;
  readonly lastEnd: Date | null;
  /** When the schedule starts the next run: it starts none that would only repeat a plan that waits. Null if it is off or paused. */
  readonly nextExecution: Date | null;
  /** End of the last run that read the directory for everyone and succeeded; null before the first one. */
  readonly lastGoodEnd: Date | null;
  /** When a run should have succeeded at the latest, by the schedule. The job is overdue after it. Null: none is expected. */
  readonly expectedBy: Date | null;
  /** The latest runs for everyone that have ended; plans do not count, newest first; at most 20. */
  readonly outcomes: readonly RunOutcome[];
  /** Why the schedule starts no runs although it is on; null if it does. */
  readonly paused: SchedulePause | null;
  /** The newest plan for everyone that can be approved now; null if none waits. */
  readonly waitingPlan: WaitingPlan | null;
  /** The plan for everyone that waited for approval and can no longer be applied, until there is a newer plan or run. */
  readonly stalePlan: StalePlan | null;
  /** The sections of the settings that have changed since the last applied run; empty before the first one. */
  readonly changedSections: readonly ReviewedSection[];
  /** Errors of the stored settings; empty when they are valid. */
  readonly settingsErrors: readonly FieldError[];
  /**
   * What the seed of the host leaves open and no server answered for when the host started. The next run decides it, unless someone
   * saves the settings before. Mostly empty.
   */
  readonly undecidedSettings: readonly UndecidedSetting[];
}

/**
 * The settings of a job without secrets. `dataPool` is the name of its data pool; in versions before 0.5.0 and in unsaved settings,
 * it is the data pool itself, and `dataPool.bindPasswordSet` tells whether a password is stored.
 */
export interface JobSettings {
  /** Name of the job. */
  readonly job: string;
  readonly symbolicName: string;
  /** To be sent with the next save; 0 before the first save. */
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
  /** Errors of the stored settings, if they were edited by hand. The job is not scheduled while there are errors. */
  readonly errors: readonly FieldError[];
}

/** One version of the settings of a job. */
export interface SettingsVersion {
  readonly version: number;
  readonly changedAt: Date;
  /** Null for the initial settings of the host, and if nobody is known. */
  readonly changedBy: string | null;
  /** What differs from the version before, with what was saved of its data pool together with it; null if that is not known. */
  readonly changes: readonly SettingChange[] | null;
}

/** The settings of one version. */
export interface SettingsOfVersion extends JobSettings {
  /** What would change if it were saved now. The stored password would stay. */
  readonly changes: readonly SettingChange[];
}

/** Something that an administrator should know about a valid value, which may be saved. The codes are stable. */
export type SettingWarning = FieldError;

export type SaveOutcome =
  | {
      readonly ok: true;
      readonly saved: JobSettings;
      readonly warnings: readonly SettingWarning[];
      /** Null if the schedule is off. */
      readonly nextExecution: Date | null;
    }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** A job to add. */
export interface NewJob {
  /** At most 63 lower-case letters, digits and hyphens, not beginning with a hyphen. */
  readonly name: string;
  readonly description: string;
  /** Symbolic name of the process. @default the active one */
  readonly process?: string;
  /** Name of its data pool. */
  readonly dataPool: string;
  /** All settings or a part, as in a save, without those of the data pool. @default the default settings */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly changedBy: string | null;
}

/** The fields of the errors are `name`, `description`, and those of settings. */
export type CreateOutcome = { readonly ok: true } | { readonly ok: false; readonly errors: readonly FieldError[] };

export interface SaveRequest {
  /**
   * All settings or a part: objects are merged, lists are replaced. A missing secret is kept unless its server changes.
   * `dataPool` is the name of another data pool, or a part of the job's own, which is saved with the job.
   */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Absent: concurrent saves are overwritten. */
  readonly expectedVersion?: number;
  readonly changedBy: string | null;
}

export type SchedulePreview =
  | {
      readonly ok: true;
      readonly sentence: string;
      /** The next five executions. */
      readonly next: readonly Date[];
      readonly warnings: readonly SettingWarning[];
    }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * The jobs and their settings. `job` is a job's name; the symbolic name or alias of a process means its first job. An
 * unknown name throws `JOB_UNKNOWN`.
 *
 * While the add-on is disabled in the host, `list` is empty. Settings can still be read and saved.
 */
export abstract class BatchSyncJobs {
  /** The manifest of a process, by its symbolic name or alias. Throws `UNKNOWN_PROCESS`. */
  abstract manifest(process: string): ProcessManifest;
  /** The manifest of the job's process. */
  abstract manifestOf(job: string): Promise<ProcessManifest>;
  abstract list(): Promise<readonly BatchSynchronization[]>;
  /**
   * Adds a job of a process with its settings. Returns the errors of a name that is not valid or taken, and of settings that a
   * save would refuse, and changes nothing. Throws `UNKNOWN_PROCESS` or `DATA_POOL_UNKNOWN`.
   */
  abstract create(job: NewJob): Promise<CreateOutcome>;
  /**
   * Changes the description of a further job. Returns the errors of one that is not valid, and changes nothing. Throws
   * `JOB_IS_FIRST` for the first job of a process.
   */
  abstract describe(job: string, description: string, changedBy: string | null): Promise<CreateOutcome>;
  /**
   * Deletes a further job with its settings; its runs stay, as those of `NAME~NUMBER`, and its people belong to no job until another
   * one reads them. One that is created again under the name begins anew. Throws `JOB_IS_FIRST` for the first job of a process, or
   * `RUN_IN_PROGRESS` (params.runId) while a run of it is queued or running.
   */
  abstract delete(job: string): Promise<void>;

  abstract settings(job: string): Promise<JobSettings>;
  /** The versions of the settings, newest first; the first one is in force. Throws `CURSOR_INVALID`. */
  abstract settingsVersions(job: string, rows?: RowsRequest): Promise<Page<SettingsVersion>>;
  /**
   * The settings of one version, with the errors that they would have today. To restore them, save them. Throws
   * `SETTINGS_VERSION_UNKNOWN`.
   */
  abstract settingsVersion(job: string, version: number): Promise<SettingsOfVersion>;
  /**
   * What has changed since the last applied run in the settings that may need an approval, as in `changedSections`. Null
   * before the first run, and if the version that it used is not stored any more. Throws `JOB_UNKNOWN`.
   */
  abstract changesSinceApplied(job: string): Promise<readonly SettingChange[] | null>;
  /** What a save of these settings (all or a part, as in a save) would change. Saves nothing. */
  abstract compareSettings(job: string, settings: Readonly<Record<string, unknown>>): Promise<SettingsComparison>;
  /**
   * Returns the errors of invalid values and changes nothing. Values that are stored already make no new version. Throws
   * `SETTING_CHANGED` on a lost update.
   */
  abstract saveSettings(job: string, request: SaveRequest): Promise<SaveOutcome>;
  /**
   * What guards counted in the latest runs, newest first; at most 30. So limits can be compared with what they would have
   * stopped. Plans and reverts do not count, nor runs of versions before 0.4.0.
   */
  abstract guardFigures(job: string): Promise<readonly RunFigures[]>;
  /** The errors of settings (a part, as in a save) as they would be stored; empty when they are valid. Saves nothing. */
  abstract validateSettings(job: string, settings: Readonly<Record<string, unknown>>): Promise<readonly FieldError[]>;
  /** @param language language of the sentence, one of `i18n/languages.json`. */
  abstract previewSchedule(
    job: string,
    expression: string,
    timeZone: string,
    language: string,
  ): Promise<SchedulePreview>;
  /**
   * Checks the connection with the given settings (a part, as in a save) or with the stored ones. Writes nothing. Throws
   * `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE` if the settings cannot be used.
   */
  abstract check(job: string, settings?: Readonly<Record<string, unknown>>): Promise<CheckReport>;
}
