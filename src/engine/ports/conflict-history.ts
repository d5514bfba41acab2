import type { ConflictChoice, ConflictPage, ConflictsRequest } from '../../contract/conflicts.js';
import type { DecidedConflict } from './run-store.js';

/** A conflict of the newest complete read. */
export interface FoundConflict extends DecidedConflict {
  readonly choices: readonly ConflictChoice[];
}

/** A page without what the settings say. */
export type FoundConflicts = Omit<ConflictPage, 'releasedName'>;

/** The conflicts of the newest complete read of a job. */
export abstract class ConflictHistory {
  abstract page(job: string, request: ConflictsRequest): Promise<FoundConflicts>;
  /** Of the ids those that are still among them. */
  abstract find(job: string, ids: readonly string[]): Promise<readonly FoundConflict[]>;
}
