import type * as contract from '../../../../index.js';

/** The shape of a value after its way through JSON: dates are ISO 8601 strings. */
export type Jsonify<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Jsonify<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Jsonify<T[Key]> }
      : T;

export type Job = Omit<Jsonify<contract.BatchSynchronization>, 'paused'> & {
  /** The host adds the message in the language of the request. */
  readonly paused: (Jsonify<contract.SchedulePause> & { readonly message: string }) | null;
};
export type CertificateDescription = Jsonify<contract.CertificateDescription>;
export type DomainController = contract.DomainController;
export type DomainControllerList = contract.DomainControllerList;
export type TreeContainer = contract.TreeContainer;
export type TreeLevel = contract.TreeLevel;
export type Settings = Jsonify<contract.JobSettings>;
export type SettingChange = contract.SettingChange;
export type SettingsVersion = Jsonify<Omit<contract.SettingsVersion, 'changes'>> & {
  readonly changes: readonly SettingChange[] | null;
};
/** Of a job. */
export type SettingsOfVersion = Settings & { readonly changes: readonly SettingChange[] };
/** Of a data pool. */
export type DataPoolVersion = Jsonify<Omit<contract.DataPoolVersion, 'changes'>> & {
  readonly changes: readonly SettingChange[];
};
export interface SettingsComparison {
  readonly version: number;
  readonly changes: readonly SettingChange[];
}
/** The answer to a save. */
export type SavedSettings = Settings & {
  readonly nextExecution: string | null;
  readonly warnings: readonly contract.FieldError[];
};
export type SettingsRecord = Readonly<Record<string, unknown>>;
export type SchedulePreview = Jsonify<contract.SchedulePreview>;
/** The server, base and filter are null for operators. */
export type ReadReport = Omit<contract.ReadReport, 'server' | 'baseDn' | 'filter' | 'absentAttributes'> &
  Readonly<Record<'server' | 'baseDn' | 'filter', string | null>> & {
    readonly absentAttributes?: readonly string[] | null;
  };
export type RunRow = Omit<Jsonify<contract.Run>, 'reason' | 'readReport'> & {
  readonly readReport: ReadReport | null;
  /** What became of its plan. The host derives it. */
  readonly effect: contract.RunEffect;
  /** The host adds the message in the language of the request. */
  readonly reason:
    (NonNullable<Jsonify<contract.Run>['reason']> & { readonly message: string; readonly field: string | null }) | null;
};
/** The host adds the text in the language of the request, and the setting with the limit. */
export type GuardFindingRow = Jsonify<contract.GuardFinding> & { readonly message: string; readonly setting: string };
/** What guards counted in a run. */
export type RunFiguresRow = Jsonify<contract.RunFigures>;
export type GuardName = contract.GuardName;
export type RunEffect = contract.RunEffect;
export type CountsMeaning = contract.CountsMeaning;
export type RunDetails = RunRow & {
  readonly plan: contract.PlanState;
  readonly approverObstacle: contract.ApproverObstacle | null;
  readonly redone: Jsonify<contract.RevertOutlook> | null;
};
export type ChangeRow = Jsonify<contract.Change>;
export type UserChangeRow = Jsonify<contract.UserChange>;
export type PersonNotSeenRow = Jsonify<contract.PersonNotSeen>;
/** The host adds the texts in the language of the request. */
export type ProblemRow = Jsonify<contract.Problem> & Readonly<Record<'title' | 'message' | 'remedy', string>>;
/** The host adds the title of each problem in the language of the request. */
export type RunSummary = Pick<contract.RunSummary, 'kinds' | 'fields' | 'patterns'> & {
  readonly problems: readonly (contract.RunSummary['problems'][number] & { readonly title: string })[];
};
/** The host adds the texts in the language of the request. */
export type CheckReport = Omit<contract.CheckReport, 'steps'> & {
  readonly steps: readonly (contract.CheckReport['steps'][number] & {
    readonly found: string;
    readonly remedy: string;
    /** The setting that remedies it. */
    readonly field: string | null;
    readonly further: readonly Readonly<Record<'found' | 'remedy', string>>[];
  })[];
};
type ManifestSection = contract.FormLayout['sections'][number];
type ManifestField = ManifestSection['fields'][number];

/** The layout of a form. The form of a job has an input that no manifest names: the choice of its data pool. */
export interface FormLayout {
  readonly sections: readonly (Omit<ManifestSection, 'fields'> & {
    readonly fields: readonly (Omit<ManifestField, 'widget'> & {
      readonly widget: ManifestField['widget'] | 'data-pool';
    })[];
  })[];
}
export type { FieldError, ProcessManifest, RunProgress } from '../../../../index.js';
