import type { DirectoryUser, Entry } from '../../mapping/directory-user.js';
import type { EntryProblem } from '../../mapping/directory-user.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { LeasedRun } from './run-store.js';

/** Where a planner finds a stored read. */
export interface ReadSource {
  /** Name of the table with the rows. */
  readonly name: string;
  /** The fields that the mapping writes, in the order of their columns. */
  readonly targets: readonly MappingTarget[];
  /** Those of them that keep their present value for anyone. @default none */
  readonly kept?: readonly MappingTarget[];
  /** Those of them that have several values to choose from for anyone. @default none */
  readonly chosen?: readonly MappingTarget[];
}

/** A stable id that entries under different DNs have. */
export interface SharedStableId {
  readonly stableId: string;
  /** The entries in the order in which they were added. */
  readonly entries: readonly { /** Number of the entry. */ readonly n: number; readonly dn: string }[];
}

/** The stored read of one run. Memory is bounded, because rows are sent to the database as they arrive. */
export interface StoredRead {
  readonly source: ReadSource;
  add(user: DirectoryUser): void;
  reject(problem: EntryProblem): void;
  /** An entry that an active rule excludes. It is part of the read, so its person is not missing. */
  exclude(entry: Pick<Entry, 'dn' | 'stableId'>): void;
  /** Sends the rows added since the last call. Resolves when more rows may be added. */
  flush(): Promise<void>;
  /**
   * Completes the read. Afterwards it can be planned. Of entries with the same stable id and the same DN, only the one that was
   * added last stays: the server returned it more than once. Returns how many were dropped.
   */
  finish(): Promise<number>;
  /** The stable ids that entries of the completed read share; none if there are more than `limit` such entries. */
  sharedStableIds(limit: number): Promise<readonly SharedStableId[]>;
  /** Drops entries of the completed read. */
  drop(numbers: readonly number[]): Promise<void>;
  /** Deletes the rows. Idempotent, also after a failure. */
  close(): Promise<void>;
}

/** Stores reads. */
export abstract class ReadStore {
  /** @param targets the fields that the mapping writes; other fields are neither compared nor written. */
  abstract open(run: LeasedRun, targets: readonly MappingTarget[]): Promise<StoredRead>;
}
