import type { Migration } from './migration.js';

/** Adds which problems have no row, by code and field. */
export const migration0022: Migration = {
  name: '0022-problem-groups-omitted',
  up: (tables) => [`alter table ${tables.run} add column "problem_groups_omitted" jsonb null`],
};
