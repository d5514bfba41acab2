import { DataPoolSettings } from './data-pool-settings.js';
import type { SearchSettings } from './search-settings.js';

/** A data pool, and whom a job looks for in it. */
export interface DirectorySource {
  readonly dataPool: DataPoolSettings;
  readonly search: SearchSettings;
}

/** The same search on these servers of the data pool. */
export function onServers({ dataPool, search }: DirectorySource, urls: readonly string[]): DirectorySource {
  return { dataPool: Object.assign(new DataPoolSettings(), dataPool, { urls: [...urls] }), search };
}
