import type { DirectoryUser } from '../../mapping/directory-user.js';
import type { EntryProblem } from '../../mapping/mapped.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { LeasedRun } from './run-store.js';

/** Where a planner finds what was read. */
export interface ReadSource {
  /** Name of the stored rows. */
  readonly name: string;
  /** The fields that the mapping writes, in the order of their columns. */
  readonly targets: readonly MappingTarget[];
}

/** What one run has read so far. Memory is bounded: rows go to the database as they arrive. */
export interface StoredRead {
  readonly source: ReadSource;
  add(user: DirectoryUser): void;
  reject(problem: EntryProblem): void;
  /** Sends what was added since the last call. Resolves when more may be added. */
  flush(): Promise<void>;
  /** Everything is stored when it resolves: the read can be planned. */
  finish(): Promise<void>;
  /** Drops what was stored. Safe to call twice, and after a failure. */
  close(): Promise<void>;
}

/** Stores what runs read. */
export abstract class ReadStore {
  /** @param targets the fields that the run writes; other fields are neither compared nor written. */
  abstract open(run: LeasedRun, targets: readonly MappingTarget[]): Promise<StoredRead>;
}
