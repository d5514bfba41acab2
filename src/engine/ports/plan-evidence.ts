import type { RunCounts } from '../../contract/change-kinds.js';
import type { ProblemCode } from '../../contract/error-codes.js';
import type { MessageParameters } from '../../contract/sync-error.js';
import type { DefaultValues } from '../../mapping/default-values.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { ReadSource } from './read-store.js';
import type { LeasedRun } from './run-store.js';

/** How many people are concerned, and of how many. */
export interface Figure {
  /** DN of an organizational unit: the parent of the entries; null: the whole read. */
  readonly unit: string | null;
  readonly people: number;
  readonly total: number;
}

export interface FieldFigure extends Figure {
  readonly field: MappingTarget;
}

export interface CauseFigure extends Figure {
  readonly code: ProblemCode;
  /** Of one of the entries. */
  readonly params: MessageParameters;
  /** The only field that is left of people who are synchronized otherwise; null: the entries are not synchronized. */
  readonly field: string | null;
}

/** What guards know about a plan. */
export interface Evidence {
  /** Whether there are no users yet whom a run could take over. */
  readonly isFirstImport: boolean;
  /** People whom the last good run saw and this read does not, of those whom it saw. */
  readonly lost: readonly Figure[];
  /** Fields that would become empty or get the default value, of those who have one of their own. */
  readonly emptied: readonly FieldFigure[];
  /** Names and e-mail addresses that would get another value, of those who have one. */
  readonly renamed: readonly FieldFigure[];
  /** People to update or activate, of those who are known already. */
  readonly changed: readonly Figure[];
  /** Entries with a problem that they did not have in the last good run, of those read. */
  readonly problems: readonly Figure[];
  /**
   * Entries with the same problem, of those read; in units and of a field that is left, only those that did not have it in
   * the last good run. There are neither units nor fields in a first import.
   */
  readonly causes: readonly CauseFigure[];
}

/** Figures up to these numbers of people are left out, so that a usual plan costs nearly nothing. */
export type EvidenceFloors = Readonly<Record<Exclude<keyof Evidence, 'isFirstImport'>, number>>;

/** Gathers what guards judge: about the whole plan, each organizational unit and each field. */
export abstract class PlanEvidence {
  /**
   * To be called between the plan and its application, while `source` exists. Of a run for one person there is none: what
   * is judged are shares of many.
   *
   * @param defaults a value that is replaced by one of these vanishes, too.
   */
  abstract ofRead(
    run: LeasedRun,
    source: ReadSource,
    counts: RunCounts,
    floors: EvidenceFloors,
    defaults?: DefaultValues,
  ): Promise<Evidence>;
  /**
   * About a plan that turns back a run: values and people, among the people of the job. Nobody was read, so nobody is
   * lost; a problem leaves someone as they are.
   */
  abstract ofRevert(run: LeasedRun, counts: RunCounts, floors: EvidenceFloors): Promise<Evidence>;
}
