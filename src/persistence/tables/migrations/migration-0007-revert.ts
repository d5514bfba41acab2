import type { Migration } from './migration.js';

/** Adds what a run turns back, and problems of users that were changed but for a field. */
export const migration0007: Migration = {
  name: '0007-revert',
  up: (tables) => [
    `alter table ${tables.run}
       add column "reverts_run_id" uuid null,
       add column "revert_scope" jsonb null,
       add column "revert_reason" text null`,
    `create index "batch_run_reverts_index" on ${tables.run} ("reverts_run_id") where reverts_run_id is not null`,
    `alter table ${tables.problem} add column "is_partial" boolean not null default false`,
  ],
};
