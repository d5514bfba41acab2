import type { Migration } from './migration.js';

/** Adds what orders runs and changes without a clock. What was applied before has the position 0, and is ordered by time. */
export const migration0018: Migration = {
  name: '0018-order',
  up: (tables) => [
    `create sequence ${tables.position}`,
    `alter table ${tables.run}
       add column "position" bigint not null default 0,
       add column "plan_position" bigint not null default 0`,
    `update ${tables.run} r set position = o.position
       from (select id, row_number() over (order by queued_at, id) as position from ${tables.run}) o where o.id = r.id`,
    `select setval('${tables.position}', (select greatest(count(*), 1) from ${tables.run}))::text as last`,
    `alter table ${tables.chunk} add column "position" bigint not null default 0`,
    `alter table ${tables.manualChange} add column "position" bigint not null default 0`,
    `drop index ${tables.qualified('batch_run_newest_index')}`,
    `create index "batch_run_newest_index" on ${tables.run} ("job", "position")`,
    `create index "batch_run_planned_index" on ${tables.run} ("job", "plan_position", "fence")`,
    `drop index ${tables.qualified('batch_run_kept_index')}`,
    `create index "batch_run_kept_index" on ${tables.run} ("job", "position") where condensed_at is null`,
    `drop index ${tables.qualified('manual_change_user_index')}`,
    `create index "manual_change_user_index" on ${tables.manualChange} ("user_id", "position", "changed_at", "id")`,
  ],
};
