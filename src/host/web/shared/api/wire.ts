import type {
  BatchSynchronization,
  ReadReport,
  Change,
  CheckReport,
  FieldError,
  FormLayout,
  JobSettings,
  Problem,
  ProcessManifest,
  Run,
  RunProgress,
  SchedulePreview,
} from '../../../../index.js';

/** A value as it arrives in JSON: dates are ISO texts. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Wire<T[Key]> }
      : T;

export type Job = Wire<BatchSynchronization>;
export type Settings = Wire<JobSettings>;
export type SettingsRecord = Readonly<Record<string, unknown>>;
export type Preview = Wire<SchedulePreview>;
export type RunRow = Omit<Wire<Run>, 'reason'> & {
  /** The host adds the text in the reader's language. */
  readonly reason: (NonNullable<Wire<Run>['reason']> & { readonly message: string }) | null;
};
export type ChangeRow = Wire<Change>;
/** The host adds the texts in the reader's language. */
export type ProblemRow = Wire<Problem> & { readonly message: string; readonly remedy: string };
/** The host adds the texts in the reader's language. */
export type CheckAnswer = Omit<CheckReport, 'steps'> & {
  readonly steps: readonly (CheckReport['steps'][number] & { readonly found: string; readonly remedy: string })[];
};
export type { ReadReport, FieldError, FormLayout, ProcessManifest, RunProgress };
