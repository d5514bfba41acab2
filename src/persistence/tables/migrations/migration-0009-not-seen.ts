import type { Migration } from './migration.js';

/** Adds to each link by which job, and since when its entry is no longer seen. Replaces the counts that a run kept of it. */
export const migration0009: Migration = {
  name: '0009-not-seen',
  up: (tables) => [
    `alter table ${tables.run} drop column "unseen"`,
    `alter table ${tables.link}
       add column "job" text null,
       add column "not_seen_since" timestamptz(3) null,
       add column "last_seen_run_id" uuid null`,
    `update ${tables.link} l set job = r.job
     from (select distinct on (data_pool) data_pool, job from ${tables.run}
       where data_pool is not null order by data_pool, started_at desc nulls last) r
     where r.data_pool = l.data_pool`,
    `create index directory_link_not_seen_index on ${tables.link} ("data_pool", "not_seen_since")
       where not_seen_since is not null`,
    `create table ${tables.presence} (
       "run_id" uuid not null, "stable_id" text not null, "is_seen" boolean not null, primary key ("run_id", "stable_id"))`,
  ],
};
