import type { Migration } from './migration.js';

/** Adds the values of users that runs leave alone, and notes in the journal who pinned them. */
export const migration0016: Migration = {
  name: '0016-pins',
  up: (tables) => [
    `create table ${tables.pin} (
      "user_id" text not null,
      "field" text not null,
      "reason" text not null,
      "pinned_by" text null,
      "pinned_at" timestamptz(3) not null default clock_timestamp(),
      "expires_at" timestamptz(3) null,
      primary key ("user_id", "field"))`,
    `alter table ${tables.manualChange} add column "pins" jsonb not null default '{}'`,
  ],
};
