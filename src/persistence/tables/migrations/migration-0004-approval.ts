import type { Migration } from './migration.js';

/** Adds what an approval names and records. Plans of older versions have no hash, so they cannot be approved. */
export const migration0004: Migration = {
  name: '0004-approval',
  up: (tables) => [
    `alter table ${tables.run}
       add column "settings_shape" text null,
       add column "plan_hash" text null,
       add column "planned_at" timestamptz(3) null,
       add column "approved_by" text null,
       add column "approved_at" timestamptz(3) null,
       add column "approval_reason" text null`,
  ],
};
