import type { Migration } from './migration.js';

/** Adds the place of changes that were put off within their run, and when a run began to apply its plan. */
export const migration0020: Migration = {
  name: '0020-order-of-deferred-changes',
  up: (tables) => [
    `alter table ${tables.change} add column "position" bigint null`,
    `alter table ${tables.run} add column "applying_at" timestamptz(3) null`,
  ],
};
