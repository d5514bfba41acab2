import type { ExchangeStatements } from './vacate-sql.js';

/** The statements that apply planned changes. Parameters: run, numbers of the changes, and for `apply` the data pool. */
export interface ChunkStatements {
  readonly apply: string;
  /** Undefined when the plan writes no column that is or may be unique. */
  readonly exchange: ExchangeStatements | undefined;
  readonly pinnedMeanwhile: string;
}
