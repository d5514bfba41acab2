import type { Migration } from './migration.js';

/** Adds the entry of a run that synchronizes one person. */
export const migration0015: Migration = {
  name: '0015-one-person',
  up: (tables) => [`alter table ${tables.run} add column "only_dn" text null`],
};
