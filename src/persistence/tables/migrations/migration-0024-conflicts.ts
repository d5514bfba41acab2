import type { Migration } from './migration.js';

/** Adds what was decided about conflicts, and which link a change moves. */
export const migration0024: Migration = {
  name: '0024-conflicts',
  up: (tables) => [
    `alter table ${tables.run} add column "decision" jsonb null`,
    `create table ${tables.decision} (
      "run_id" uuid not null,
      "stable_id" text not null,
      "user_id" text not null,
      primary key ("run_id", "stable_id", "user_id"))`,
    `alter table ${tables.change} add column "moved_link" jsonb null`,
  ],
};
