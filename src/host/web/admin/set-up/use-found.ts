import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Proposal, proposalQuery } from '../../shared/api/set-up.js';
import type { Statement } from '../../shared/settings-schema/statements.js';
import { isSameValue } from '../form/settings-by-path.js';
import type { Chosen } from './chosen.js';

/** Where to look and for whom, as the settings of a job have it. */
export interface Search {
  readonly bases: readonly Statement[];
  readonly exclusions: readonly Statement[];
  /** Empty: the person filter of the product. */
  readonly filter: string;
  readonly [further: string]: unknown;
}

/** What the directory proposes, and what it says of the chosen search. */
export interface Found {
  readonly proposal: Proposal | undefined;
  /** Of the chosen search; the proposal itself as long as nothing else is chosen. */
  readonly judged: Proposal | undefined;
  readonly search: Search;
  /** Whether the answer for what is chosen is still awaited. */
  readonly pending: boolean;
  readonly error: unknown;
  readonly retry: () => unknown;
}

const TYPING_MS = 400;

/** Asks the directory of a data pool what to enter, and then about what was chosen. */
export function useFound(pool: string, { bases, exclusions, filter, activeRules }: Chosen): Found {
  const first = useQuery(proposalQuery(pool));
  const proposed = useMemo(() => searchIn(first.data), [first.data]);
  const search = useMemo(() => {
    const isProposed = filter === undefined || filter.trim() === first.data?.filter;
    return {
      bases: bases ?? proposed.bases,
      exclusions: exclusions ?? proposed.exclusions,
      filter: isProposed ? proposed.filter : filter,
      ...(activeRules && { activeRules }),
    };
  }, [bases, exclusions, filter, activeRules, proposed, first.data]);
  const isChanged = !isSameValue(search, proposed);
  const [asked] = useDebouncedValue(search, TYPING_MS);
  const isAsked = first.isSuccess && !isSameValue(asked, proposed) && asked.bases.length > 0;
  const second = useQuery({ ...proposalQuery(pool, asked), enabled: isAsked });
  const shown = isChanged ? second : first;
  return {
    proposal: first.data,
    judged: shown.data ?? first.data,
    search,
    pending: first.isPending || (isChanged && (asked !== search || second.isFetching)),
    error: shown.error,
    retry: shown.refetch,
  };
}

function searchIn(proposal: Proposal | undefined): Search {
  const proposed = proposal?.bases.filter(({ isProposed }) => isProposed) ?? [];
  return { bases: proposed.map(({ dn }) => baseOf(dn)), exclusions: [], filter: '' };
}

/** A whole subtree. */
export function baseOf(dn: string): Statement {
  return { dn, scope: 'subtree' };
}
