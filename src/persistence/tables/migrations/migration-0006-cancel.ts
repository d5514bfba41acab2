import type { Migration } from './migration.js';

/** Adds who asked to cancel a run, or to resume it. */
export const migration0006: Migration = {
  name: '0006-cancel',
  up: (tables) => [
    `alter table ${tables.run}
       add column "cancel_requested_at" timestamptz(3) null,
       add column "cancel_requested_by" text null,
       add column "resumed_at" timestamptz(3) null,
       add column "resumed_by" text null`,
  ],
};
