import type { EntryCount } from './proposals.js';

/** A container of the directory: an entry that has, or may have, others below it. */
export interface TreeContainer {
  readonly dn: string;
  /** Null if the directory does not show it. */
  readonly stableId: string | null;
  /** Whether there is something below it; null if the directory does not say. */
  readonly hasChildren: boolean | null;
  /** The people below it, at any depth, by the filter of the search; null if the directory does not say, or not in time. */
  readonly people: EntryCount | null;
}

/** The containers directly below one. */
export interface TreeLevel {
  /** Null: above all trees of the directory, whose roots follow. */
  readonly dn: string | null;
  /** Above all trees: the base of a search that states none. Null if the directory does not say, and below a container. */
  readonly defaultBase: string | null;
  /** At most 200. */
  readonly containers: readonly TreeContainer[];
  /** Whether there are more. */
  readonly hasMore: boolean;
}

export interface TreeRequest {
  /** Unsaved settings, in part, as in a save. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Absent: the trees of the directory. */
  readonly dn?: string | undefined;
}
