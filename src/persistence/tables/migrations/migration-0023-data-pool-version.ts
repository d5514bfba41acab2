import type { Migration } from './migration.js';

/** Adds the version of the data pool that a run used. */
export const migration0023: Migration = {
  name: '0023-data-pool-version',
  up: (tables) => [`alter table ${tables.run} add column "data_pool_version" integer null`],
};
