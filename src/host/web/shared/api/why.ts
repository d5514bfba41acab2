import { queryOptions } from '@tanstack/react-query';
import type * as contract from '../../../../index.js';
import { call } from './client.js';
import type { GuardFindingRow, Jsonify, ProblemRow } from './api-types.js';

type Person = Jsonify<contract.WhyPerson>;

/** Someone, as the host answers it: with texts, and without what operators may not see. */
export interface WhyPerson extends Pick<Person, 'verdict'> {
  readonly message: string;
  readonly entry: WhyEntry | null;
  readonly mapping: readonly WhyMapping[];
  readonly match: contract.WhyMatch | null;
  readonly user: Jsonify<Pick<contract.WhyUser, 'id' | 'userName' | 'matchedBy' | 'pins' | 'fields' | 'links'>> | null;
  readonly next: WhyNext | null;
  readonly plan: Jsonify<contract.WhyPlan> | null;
  readonly problems: readonly ProblemRow[];
  readonly findings: readonly (GuardFindingRow & { readonly runId: string })[];
  readonly areRunsSearched: boolean;
}

type WhyNext = Omit<Jsonify<contract.WhyNext>, 'problem' | 'fieldProblems'> & {
  readonly problem: WhyMapping['problem'];
  readonly fieldProblems: readonly NonNullable<WhyMapping['problem']>[];
};

export type WhyEntry = Omit<contract.WhyEntry, 'filter' | 'inactivity'> & {
  readonly inactivity: (contract.Inactivity & { readonly message: string }) | null;
  readonly meetsFilter: boolean;
  /** Null for operators. */
  readonly filter: contract.FilterPart | null;
};

export type WhyMapping = Pick<contract.WhyMapping, 'field' | 'value'> & {
  /** Null for operators. */
  readonly attribute: string | null;
  readonly problem: WhyProblem | null;
};

interface WhyProblem extends Pick<ProblemRow, 'message' | 'params' | 'remedy' | 'value'> {
  readonly code: string;
}

export interface WhyAnswer {
  /** Name of the job. */
  readonly job: string;
  readonly who: string;
  /** Empty for operators. */
  readonly asked: readonly string[];
  readonly directoryError: { readonly code: string; readonly message: string } | null;
  readonly people: readonly WhyPerson[];
}

const ask = (asked: Readonly<Record<string, string>>, signal: AbortSignal) =>
  call<WhyAnswer>('GET', `/api/why?${new URLSearchParams(asked).toString()}`, undefined, signal);

/**
 * Why someone is, or is not, synchronized. The directory is asked each time.
 *
 * @param job name of the job; absent: the first one.
 */
export const whyQuery = (who: string, job?: string) =>
  queryOptions({
    queryKey: ['why', who, job],
    queryFn: ({ signal }) => ask({ who, ...(job !== undefined && { job }) }, signal),
    enabled: who !== '',
    staleTime: 0,
    gcTime: 0,
  });

/** Whether the directory has an entry for someone: asked once, and never for a short text. */
export const whyHintQuery = (who = '') =>
  queryOptions({
    queryKey: ['why', 'hint', who],
    queryFn: ({ signal }) => ask({ who }, signal),
    enabled: who.length >= MIN_HINT_LENGTH,
    retry: false,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

const MIN_HINT_LENGTH = 3;
