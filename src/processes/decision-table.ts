import { SYNCHRONIZE_ACTIVE } from './synchronize-active.js';

export type { Fact, Outcome } from './process-definition.js';

/** The decision table that plans are made from. There is one process so far. */
export const DECISION_TABLE = SYNCHRONIZE_ACTIVE.decisionTable;
