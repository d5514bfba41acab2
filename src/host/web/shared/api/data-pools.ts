import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type * as contract from '../../../../index.js';
import type {
  CheckReport,
  DataPoolVersion,
  DomainControllerList,
  Jsonify,
  SettingsComparison,
  SettingsRecord,
} from './api-types.js';
import { call } from './client.js';
import { JOBS_KEY } from './jobs.js';
import type { SettingsOwner, StoredSettings } from './settings.js';

export const POOLS_KEY = ['data-pools'];

export type DataPool = Jsonify<contract.DataPool>;
export type DataPoolWithSettings = Jsonify<contract.DataPoolWithSettings>;

/** The settings of a data pool have this section in the schema and in the names of fields. */
const SECTION = 'dataPool';

const path = (pool: string, rest = '') => `/api/data-pools/${encodeURIComponent(pool)}${rest}`;

export const dataPoolsQuery = queryOptions({
  queryKey: POOLS_KEY,
  queryFn: ({ signal }) => call<readonly DataPool[]>('GET', '/api/data-pools', undefined, signal),
});

/** The address of a data pool's page in Admin. */
export function dataPoolPage(pool: string): string {
  return `/data-pools/${encodeURIComponent(pool)}`;
}

export function settingsOfPool(pool: string): SettingsOwner<DataPoolWithSettings> {
  return {
    page: dataPoolPage(pool),
    job: undefined,
    key: [...POOLS_KEY, pool],
    dependents: [POOLS_KEY, JOBS_KEY],
    load: async (signal) => inSection(await call<DataPoolWithSettings>('GET', path(pool), undefined, signal)),
    save: async ({ settings, version: expectedVersion }) =>
      inSection(
        await call<DataPoolWithSettings>('PUT', path(pool), { settings: sectionOf(settings), expectedVersion }),
      ),
    compare: (settings) =>
      call<SettingsComparison>('POST', path(pool, '/comparison'), { settings: sectionOf(settings) }),
    domainControllers: (settings, domain) =>
      call<DomainControllerList>('POST', path(pool, '/domain-controllers'), { settings: sectionOf(settings), domain }),
    check: (settings) => call<CheckReport>('POST', path(pool, '/check'), { settings: sectionOf(settings) }),
    versionsPath: path(pool, '/versions'),
    loadVersion: async (version, signal) =>
      inSection(
        await call<DataPoolVersion>('GET', path(pool, `/versions/${encodeURIComponent(version)}`), undefined, signal),
      ),
  };
}

function sectionOf(settings: SettingsRecord): SettingsRecord {
  return settings[SECTION] as SettingsRecord;
}

function inSection<Answer extends StoredSettings>(answer: Answer): Answer {
  return { ...answer, settings: { [SECTION]: answer.settings } };
}

export type NewDataPool = Pick<DataPool, 'name' | 'description'>;

export function useCreateDataPool() {
  return usePoolsMutation((pool: NewDataPool) => call<unknown>('POST', '/api/data-pools', pool));
}

export function useDescribeDataPool(pool: string) {
  return usePoolsMutation((description: string) =>
    call<DataPoolWithSettings>('PUT', path(pool), { settings: {} satisfies SettingsRecord, description }),
  );
}

/** The host refuses to delete a data pool that a job uses: `DATA_POOL_IN_USE`. */
export function useDeleteDataPool(pool: string) {
  return usePoolsMutation(() => call<void>('DELETE', path(pool)));
}

function usePoolsMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  // Not awaited: what follows a deletion happens while its page is still there.
  return useMutation({ mutationFn, onSettled: () => void queries.invalidateQueries({ queryKey: POOLS_KEY }) });
}
