import type { SyncError } from '../../contract/sync-error.js';
import type { FilterPart } from '../../contract/why.js';
import type { Entry } from '../../mapping/directory-user.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';

/** One entry is looked for by its DN, or below the bases by a value of one of some attributes, or by a part of it. */
export type EntryQuestion =
  | { readonly dn: string; /** Absent: whoever has the DN now. */ readonly stableId?: string }
  | { readonly value: string; readonly attributes: readonly string[]; readonly orStableId: boolean }
  | { readonly part: string; readonly attributes: readonly string[] };

export interface LookedUpEntry {
  readonly entry: Entry;
  /** Whether a run looks there: a base finds the DN, and no exclusion discards it. */
  readonly isBelowBase: boolean;
  /** The container whose exclusion discards the entry; absent: none does. */
  readonly excludedBy?: string;
  /** The filter of the search; each part was judged by the server. */
  readonly filter: FilterPart;
  /** Why the server refused to judge a part of the filter, which then counts as not met. */
  readonly unjudged?: SyncError;
}

export interface EntryAnswer {
  /** What the server was asked for, as text, with the error code of what it refused. */
  readonly asked: readonly string[];
  readonly entries: readonly LookedUpEntry[];
  /** Why the server refused to say whether there is an entry below the bases; null if it did not, and if one was found there. */
  readonly refusal: SyncError | null;
  /** Why the server returned these entries but not all that it found. */
  readonly cut?: SyncError;
  /** Whether more entries were found than are returned. @default false */
  readonly hasMore?: boolean;
}

/** Looks for single entries. */
export abstract class EntryLookup {
  /**
   * Asks the questions in their order until one finds entries, whether or not the filter of the search finds them:
   * below the bases, then in the other trees of the server. That such a tree may not be searched is no refusal.
   * Returns at most `MAX_LOOKED_UP` entries. Throws a `SyncError`.
   *
   * @param attributes to read, in addition to the stable ids.
   */
  abstract find(
    source: DirectorySource,
    questions: readonly EntryQuestion[],
    attributes: readonly string[],
    signal: AbortSignal,
  ): Promise<EntryAnswer>;
}

export const MAX_LOOKED_UP = 5;
/** How long the directory may take for the questions about one person. */
export const LOOKUP_MS = 10_000;
