import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as contract from '../../../../index.js';
import type { Jsonify, RunRow } from './api-types.js';
import { call } from './client.js';
import { rowsQuery, RUNS_KEY } from './runs.js';

/** The host adds the texts in the language of the request. */
export type ConflictRow = Jsonify<contract.Conflict> & Readonly<Record<'title' | 'message' | 'remedy', string>>;
export type ConflictChoice = contract.ConflictChoice;

/** A kind of conflict. The host adds its title in the language of the request. */
export type ConflictKind = contract.ConflictPage['totals'][number] & { readonly title: string };

/** What a page has beside its rows. */
export interface ConflictsFound {
  readonly run: Jsonify<contract.ConflictPage['run']>;
  readonly totals: readonly ConflictKind[];
  /** The name of a user who gives one up, with `{value}` for the former one. */
  readonly releasedName: string;
}

export interface ConflictsFilter {
  /** Empty: the first job. */
  readonly job: string;
  readonly code: string;
  readonly search: string;
}

const PATH = '/api/conflicts';

/** Among the runs, because each of them may find others. */
const CONFLICTS_KEY = [...RUNS_KEY, 'conflicts'];

export const conflictsQuery = (filter: ConflictsFilter) =>
  rowsQuery<ConflictRow, ConflictsFound>([...CONFLICTS_KEY, filter], PATH, { ...filter });

export interface Decision {
  readonly job: string;
  readonly choice: ConflictChoice;
  readonly ids?: readonly string[];
  readonly code?: string;
  readonly reason: string;
}

/** Decides about conflicts. Resolves to the plan. */
export function useDecideConflicts() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision: Decision) => call<RunRow>('POST', PATH, decision),
    // They may be out of date.
    onError: () => void queries.invalidateQueries({ queryKey: CONFLICTS_KEY }),
  });
}
