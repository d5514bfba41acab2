import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './client.js';
import type {
  ChangeRow,
  GuardFindingRow,
  PersonNotSeenRow,
  ProblemRow,
  RunDetails,
  RunRow,
  RunSummary,
  SettingsOfVersion,
} from './api-types.js';

export const RUNS_KEY = ['runs'];
const PAGE_SIZE = 50;
/** Of the pages after the first, for a list that goes on while the user scrolls. */
const LARGE_PAGE_SIZE = 200;

export interface Rows<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Rows that are fetched page by page with a cursor. `More` is what a page has beside its rows. */
export function rowsQuery<T, More = unknown>(
  key: readonly unknown[],
  path: string,
  filter: Readonly<Record<string, string>> = {},
  nextPageSize = PAGE_SIZE,
) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => {
      const limit = String(pageParam ? nextPageSize : PAGE_SIZE);
      const parameters = Object.entries({ ...filter, limit, cursor: pageParam }).filter(([, value]) => value);
      return call<Rows<T> & More>('GET', `${path}?${new URLSearchParams(parameters).toString()}`, undefined, signal);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

const path = (id: string, rest = '') => `/api/runs/${encodeURIComponent(id)}${rest}`;

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: [...RUNS_KEY, id],
    queryFn: ({ signal }) => call<RunDetails>('GET', path(id), undefined, signal),
  });

/** The unsaved settings that a plan was made with. For administrators. */
export const unsavedSettingsQuery = (id: string) =>
  queryOptions({
    queryKey: [...RUNS_KEY, id, 'settings'],
    queryFn: ({ signal }) => call<SettingsOfVersion>('GET', path(id, '/settings'), undefined, signal),
    // What would change depends on the version in force.
    staleTime: 0,
  });

/** Applies exactly the changes of a plan; the plan becomes a run with the same id. */
export function useApprovePlan(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (approval: { readonly hash: string; readonly reason: string }) =>
      call<RunRow>('POST', path(id, '/approve'), approval),
    onSuccess: () => queries.invalidateQueries({ queryKey: runQuery(id).queryKey }),
  });
}

/** Asks to end a run early. */
export function useCancelRun(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call<RunRow>('POST', path(id, '/cancel')),
    onSuccess: () => queries.invalidateQueries({ queryKey: runQuery(id).queryKey }),
    onError: () => queries.invalidateQueries({ queryKey: runQuery(id).queryKey }),
  });
}

/** The runs and plans that turn back a run. */
export const revertsQuery = (id: string) =>
  queryOptions({
    queryKey: [...RUNS_KEY, id, 'reverts'],
    queryFn: ({ signal }) => call<readonly RunRow[]>('GET', path(id, '/reverts'), undefined, signal),
  });

export interface RevertScope {
  readonly users?: readonly string[];
  readonly fields?: readonly string[];
}

/** Plans to turn back what a run changed. Resolves to the plan. */
export function useRevert(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: RevertScope & { readonly reason: string }) =>
      call<RunRow>('POST', path(id, '/revert'), request),
    onSuccess: () => queries.invalidateQueries({ queryKey: revertsQuery(id).queryKey }),
  });
}

/** Pins the values that a revert has written. Resolves to the number of users. */
export function usePinReverted(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: { readonly reason: string; readonly expiresAt: string | null }) =>
      call<{ readonly users: number }>('POST', path(id, '/pins'), request),
    // Not awaited: the form that waits for the answer is gone once the run is read again.
    onSuccess: () => void queries.invalidateQueries({ queryKey: runQuery(id).queryKey }),
  });
}

/** Applies the rest of the plan of a run that broke off. */
export function useResumeRun(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call<RunRow>('POST', path(id, '/resume')),
    onSettled: () => queries.invalidateQueries({ queryKey: runQuery(id).queryKey }),
  });
}

export const runsQuery = (job: string, filter: Readonly<Record<'mode' | 'status' | 'scope', string>>) =>
  rowsQuery<RunRow>(
    [...RUNS_KEY, 'of', job, filter],
    `/api/batch-synchronizations/${encodeURIComponent(job)}/runs`,
    filter,
  );

/** Selects rows of a run. An empty text selects all. */
export interface RowsFilter {
  readonly kind?: string;
  readonly pattern?: string;
  readonly code?: string;
  readonly field: string;
  readonly search: string;
}

export type RowsOfRun = 'changes' | 'problems' | 'not-seen';

export const changesQuery = (id: string, filter: RowsFilter) =>
  rowsQuery<ChangeRow>([...RUNS_KEY, id, 'changes', filter], path(id, '/changes'), { ...filter }, LARGE_PAGE_SIZE);

export const problemsQuery = (id: string, filter: RowsFilter) =>
  rowsQuery<ProblemRow>([...RUNS_KEY, id, 'problems', filter], path(id, '/problems'), { ...filter }, LARGE_PAGE_SIZE);

/** How many rows of a run each filter finds. */
export const summaryQuery = (id: string) =>
  queryOptions({
    queryKey: [...RUNS_KEY, id, 'summary'],
    queryFn: ({ signal }) => call<RunSummary>('GET', path(id, '/summary'), undefined, signal),
  });

export function rowsDownload(id: string, rows: RowsOfRun, format: 'csv' | 'json', filter: RowsFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value);
  return `${path(id, `/${rows}.${format}`)}?${new URLSearchParams(given).toString()}`;
}

/** What is beyond the limits of the job. */
export const guardsQuery = (id: string) =>
  queryOptions({
    queryKey: [...RUNS_KEY, id, 'guards'],
    queryFn: ({ signal }) => call<readonly GuardFindingRow[]>('GET', path(id, '/guards'), undefined, signal),
  });

/** The changes that a finding is about, by its position. */
export const concernedQuery = (id: string, finding: number) =>
  rowsQuery<ChangeRow>([...RUNS_KEY, id, 'concerned', finding], path(id, '/changes'), { guard: String(finding) });

/** The problems that a finding of a guard is about. */
export const foundProblemsQuery = (id: string, finding: number) =>
  rowsQuery<ProblemRow>([...RUNS_KEY, id, 'problems', finding], path(id, '/problems'), { guard: String(finding) });

/**
 * The people whom the read of a run did not contain although they were seen until then.
 *
 * @param finding the position of a finding that is about them. @default everyone
 */
export const notSeenQuery = (id: string, finding?: number) => {
  const filter: Record<string, string> = finding === undefined ? {} : { guard: String(finding) };
  return rowsQuery<PersonNotSeenRow>([...RUNS_KEY, id, 'not-seen', filter], path(id, '/not-seen'), filter);
};
