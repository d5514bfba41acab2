import type { Migration } from './migration.js';

export const migration0001: Migration = {
  name: '0001-tables',
  up: (tables) => [
    `create table ${tables.setting} (
      "key" text not null,
      "value" jsonb not null,
      "version" int not null,
      "changed_at" timestamptz(3) not null default now(),
      "changed_by" text null,
      primary key ("key"))`,

    `create table ${tables.link} (
      "data_pool" text not null,
      "stable_id" text not null,
      "user_id" text not null,
      "dn" text not null,
      "linked_at" timestamptz(3) not null default now(),
      primary key ("data_pool", "stable_id"),
      constraint "directory_link_user_unique" unique ("data_pool", "user_id"))`,

    `create table ${tables.run} (
      "id" uuid not null default gen_random_uuid(),
      "symbolic_name" text not null,
      "data_pool" text null,
      "mode" text not null,
      "trigger" text not null,
      "started_by" text null,
      "status" text not null,
      "fence" int not null default 0,
      "scheduled_for" timestamptz(3) null,
      "reason_code" text null,
      "reason_params" jsonb null,
      "certificate" jsonb null,
      "targets" jsonb null,
      "read" int not null default 0,
      "created" int not null default 0,
      "updated" int not null default 0,
      "activated" int not null default 0,
      "unchanged" int not null default 0,
      "problems" int not null default 0,
      "progress_read" int not null default 0,
      "progress_applied" int not null default 0,
      "progress_total" int null,
      "queued_at" timestamptz(3) not null default now(),
      "started_at" timestamptz(3) null,
      "ended_at" timestamptz(3) null,
      primary key ("id"),
      constraint "batch_run_tick_unique" unique ("symbolic_name", "scheduled_for"))`,
    `create index "batch_run_newest_index" on ${tables.run} ("symbolic_name", "queued_at", "id")`,
    `create unique index "batch_run_one_open_unique" on ${tables.run} ("symbolic_name")
      where status in ('queued', 'reading', 'applying') or (status = 'planned' and mode = 'apply')`,

    `create table ${tables.change} (
      "run_id" uuid not null,
      "seq" int not null,
      "kind" text not null,
      "state" text not null default 'planned',
      "dn" text not null,
      "stable_id" text not null,
      "user_id" text null,
      "matched_by" text null,
      "before" jsonb not null,
      "after" jsonb not null,
      "applied_at" timestamptz(3) null,
      primary key ("run_id", "seq"))`,
    `create index "batch_change_history_index" on ${tables.change} ("user_id", "applied_at")
      where state = 'applied'`,

    `create table ${tables.problem} (
      "id" bigserial primary key,
      "run_id" uuid not null,
      "dn" text not null,
      "stable_id" text null,
      "code" text not null,
      "params" jsonb not null)`,
    `create index "batch_problem_run_index" on ${tables.problem} ("run_id", "id")`,

    `create table ${tables.generation} (
      "cache" text not null,
      "generation" bigint not null default '1',
      "changed_at" timestamptz(3) not null default now(),
      primary key ("cache"))`,
  ],
};
