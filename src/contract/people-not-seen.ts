import type { RowsRequest } from './run-rows.js';

/** Someone whose entry the read of a run did not contain, although it was seen until then. */
export interface PersonNotSeen {
  readonly stableId: string;
  /** As last read. */
  readonly dn: string;
  /** Key of the host's user as text. */
  readonly userId: string;
}

/** Selects people: those who meet each condition. */
export interface PeopleNotSeenFilter {
  /** Part of a DN, in any case. */
  readonly search?: string;
  /** The people whom a finding of `guards` is about: its position there, from 0. Only the guard `entries` is about them. */
  readonly guard?: number;
}

export type PeopleNotSeenRequest = RowsRequest & PeopleNotSeenFilter;
