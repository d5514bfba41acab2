import type { Migration } from './migration.js';

/** Adds the events that people are to be told. */
export const migration0013: Migration = {
  name: '0013-notifications',
  up: (tables) => [
    `create table ${tables.notification} (
       "id" uuid not null default gen_random_uuid(), "kind" text not null, "job" text not null, "run" jsonb null,
       "expected_by" timestamptz(3) null, "at" timestamptz(3) not null default now(),
       "sent_by" text[] not null default '{}', "attempts" int not null default 0,
       "next_attempt_at" timestamptz(3) not null default now(), "finished_at" timestamptz(3) null, primary key ("id"))`,
    `create index "batch_notification_due_index" on ${tables.notification} ("next_attempt_at") where finished_at is null`,
    `alter table ${tables.notification}
       add constraint "batch_notification_overdue_unique" unique ("job", "expected_by")`,
  ],
};
