import type { ConflictPage, ConflictsRequest, DecisionRequest, Run } from '../index.js';

/** A decision about conflicts, without who decides. */
export type NewDecision = Omit<DecisionRequest, 'startedBy'>;

/** The calls of `BatchSyncConflicts` for one job, in this process or in a host. */
export abstract class ConflictsClient {
  abstract list(request?: ConflictsRequest): Promise<ConflictPage>;
  /** Queues the plan. */
  abstract decide(decision: NewDecision): Promise<Run>;
}
