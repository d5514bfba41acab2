import type { Migration } from './migration.js';

/** Adds when a manual change expired. */
export const migration0021: Migration = {
  name: '0021-retention-of-manual-changes',
  up: (tables) => [`alter table ${tables.manualChange} add column "expired_at" timestamptz(3) null`],
};
