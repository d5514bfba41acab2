import type { Migration } from './migration.js';

/**
 * Says once for each chunk, and not in each change, that it was applied. Existing changes keep their state and time, so
 * the journal is not written again.
 */
export const migration0003: Migration = {
  name: '0003-journal-written-once',
  up: (tables) => [
    `alter table ${tables.run} add column "applied_through" int not null default 0`,
    `create table ${tables.chunk} (
      "run_id" uuid not null,
      "last_seq" int not null,
      "applied_at" timestamptz(3) not null default now(),
      primary key ("run_id", "last_seq"))`,
    `drop index ${tables.qualified('batch_change_history_index')}`,
    `create index "batch_change_user_index" on ${tables.change} ("user_id") where user_id is not null`,
  ],
};
