import type { Migration } from './migration.js';

/** Adds the values that are to blame for problems. */
export const migration0019: Migration = {
  name: '0019-values-of-problems',
  up: (tables) => [`alter table ${tables.problem} add column "value" text null`],
};
