import type { Migration } from './migration.js';

/** Adds how far the retention has got with a run. */
export const migration0010: Migration = {
  name: '0010-retention',
  up: (tables) => [
    `alter table ${tables.run} add column "expired_at" timestamptz(3) null, add column "condensed_at" timestamptz(3) null`,
    `create index "batch_run_kept_index" on ${tables.run} ("job", "queued_at", "id") where condensed_at is null`,
  ],
};
