import type { Migration } from './migration.js';

/**
 * Adds the job to runs, stores the counts as one value for any kinds of change, and renames the read report. Existing
 * runs get the symbolic name of their process as job.
 */
export const migration0002: Migration = {
  name: '0002-jobs-and-counts',
  up: (tables) => [
    `alter table ${tables.run} rename column "certificate" to "read_report"`,
    `alter table ${tables.run} add column "job" text null, add column "counts" jsonb not null default '{}'`,
    `update ${tables.run} set "job" = "symbolic_name", "counts" = jsonb_build_object('read', "read",
       'created', "created", 'updated', "updated", 'activated', "activated", 'unchanged', "unchanged", 'problems', "problems")`,
    `alter table ${tables.run} alter column "job" set not null,
       drop constraint "batch_run_tick_unique",
       add constraint "batch_run_tick_unique" unique ("job", "scheduled_for"),
       drop column "read", drop column "created", drop column "updated", drop column "activated",
       drop column "unchanged", drop column "problems"`,
    `drop index ${tables.qualified('batch_run_newest_index')}`,
    `create index "batch_run_newest_index" on ${tables.run} ("job", "queued_at", "id")`,
    `drop index ${tables.qualified('batch_run_one_open_unique')}`,
    `create unique index "batch_run_one_open_unique" on ${tables.run} ("job")
      where status in ('queued', 'reading', 'applying') or (status = 'planned' and mode = 'apply')`,
  ],
};
