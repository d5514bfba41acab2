import type { Migration } from './migration.js';

/** Adds what guards counted in a run, so that later runs and limits can be compared with it. */
export const migration0017: Migration = {
  name: '0017-guard-figures',
  up: (tables) => [`alter table ${tables.run} add column "figures" jsonb null`],
};
