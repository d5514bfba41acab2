import type { FieldError } from './error-codes.js';
import type { ProcessManifest } from './process-registry.js';
import type { RunStatus } from './runs.js';

/** A job as lists show it. */
export interface BatchSynchronization {
  readonly name: string;
  /** Of its process. */
  readonly symbolicName: string;
  readonly processName: string;
  /** Key in `i18n/`. */
  readonly description: string;
  /** Name of the data pool that it reads. */
  readonly dataPool: string;
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
  /** Name of the job. */
  readonly job: string;
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

/**
 * The jobs and their settings. `job` is a job's name; the symbolic name of its process and the published alias lead to
 * the first job of the process. An unknown name throws `UNKNOWN_PROCESS`.
 *
 * While the host has the add-on disabled, `list` is empty; settings can still be read and saved.
 */
export abstract class BatchSyncJobs {
  /** The manifest of the process that the job belongs to. */
  abstract manifest(job: string): ProcessManifest;
  abstract list(): Promise<readonly BatchSynchronization[]>;

  abstract settings(job: string): Promise<JobSettings>;
  /** Refuses invalid values by field and changes nothing; throws `SETTING_CHANGED` on a lost update. */
  abstract saveSettings(job: string, request: SaveRequest): Promise<SaveOutcome>;
  /** @param language of the sentence, one of `i18n/languages.json`. */
  abstract previewSchedule(
    job: string,
    expression: string,
    timeZone: string,
    language: string,
  ): Promise<SchedulePreview>;
  /**
   * Checks the given settings (a part, as in a save) or, without them, the stored ones. Writes nothing. Throws
   * `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE` when there is nothing to try.
   */
  abstract check(job: string, settings?: Readonly<Record<string, unknown>>): Promise<CheckReport>;
}
