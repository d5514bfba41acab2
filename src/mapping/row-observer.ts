import type { RowStage } from '../contract/preview.js';
import type { Candidate } from './unusable.js';
import type { ValueProblem } from './validate/validation.js';

/** Is told what a row does with the values of an entry. Runs have none. */
export interface RowObserver {
  /**
   * The values that a stage made; of a step, those that it made of one value of the source.
   *
   * @param step of the conversions, from 1; only for the stage `step`.
   */
  readonly values: (stage: RowStage, values: readonly Candidate[], step?: number) => void;
  /** A value that was about to be written, and why it cannot be. */
  readonly tried: (candidate: Candidate, problem: ValueProblem | undefined) => void;
}
