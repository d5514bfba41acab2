import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type * as contract from '../../../../index.js';
import type { Jsonify, SettingsRecord, TreeLevel } from './api-types.js';
import { call } from './client.js';
import { POOLS_KEY } from './data-pools.js';

/** The certificates of a server. The host adds what is wrong with them, in the language of the request. */
export type PresentedChain = Omit<Jsonify<contract.PresentedChain>, 'problems'> & {
  readonly problems: readonly Readonly<Record<'code' | 'found' | 'remedy', string>>[];
};

/** What a directory proposes. The host adds the text of each note. */
export type Proposal = Omit<contract.DirectoryProposal, 'notes'> & {
  readonly notes: readonly (contract.ProposalNote & { readonly message: string })[];
};
/** What entries show of an attribute. */
export type AttributeShare = contract.AttributeShare;
export type EntryCount = contract.EntryCount;

const path = (pool: string, what: string) => `/api/data-pools/${encodeURIComponent(pool)}/${what}`;

/** The certificates that the server of these settings presents. Nobody signs in. */
export function presentedChain(pool: string, settings: SettingsRecord): Promise<PresentedChain> {
  return call('POST', path(pool, 'certificates'), { settings });
}

/**
 * What the directory of a saved data pool proposes. What was shown stays until the next answer is there.
 *
 * @param search as in the settings of a job; absent: what the directory proposes.
 */
export const proposalQuery = (pool: string, search?: SettingsRecord) =>
  queryOptions({
    queryKey: [...proposalsKey(pool), search],
    queryFn: ({ signal }) => call<Proposal>('POST', path(pool, 'proposal'), search ? { search } : {}, signal),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });

/** The containers below a DN of the directory of a saved data pool, or its trees, with the people by a search. */
export function treeLevel(
  pool: string,
  search: unknown,
  dn: string | undefined,
  signal: AbortSignal,
): Promise<TreeLevel> {
  return call('POST', path(pool, 'tree'), { search, dn }, signal);
}

/** The key of all that the directory of a data pool was asked. */
export const proposalsKey = (pool: string) => [...POOLS_KEY, pool, 'proposal'];
