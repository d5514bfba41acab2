import type { Migration } from './migration.js';

/** Adds what people changed about users, beside the runs. */
export const migration0012: Migration = {
  name: '0012-manual-changes',
  up: (tables) => [
    `create table ${tables.manualChange} (
      "id" uuid not null default gen_random_uuid(),
      "user_id" text not null,
      "changed_by" text null,
      "changed_at" timestamptz(3) not null default clock_timestamp(),
      "reason" text not null,
      "names" text[] not null,
      "before" text[] not null,
      "after" text[] not null,
      primary key ("id"))`,
    `create index "manual_change_user_index" on ${tables.manualChange} ("user_id", "changed_at", "id")`,
  ],
};
