import type { Migration } from './migration.js';

/** Adds the settings that a run used, and why its plan waits for approval. */
export const migration0011: Migration = {
  name: '0011-approval-policy',
  up: (tables) => [
    `alter table ${tables.run}
       add column "settings_version" integer null,
       add column "settings_sections" jsonb null,
       add column "approval_need" jsonb null`,
    `create index "batch_run_waiting_index" on ${tables.run} ("job", "queued_at")
       where approval_need is not null and status = 'planned' and mode = 'plan'`,
  ],
};
