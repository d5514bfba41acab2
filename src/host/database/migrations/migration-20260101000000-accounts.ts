import { Migration } from '@mikro-orm/migrations';

/** Users, their passwords and their sessions. */
export class Migration20260101000000Accounts extends Migration {
  override up(): void {
    this.addSql(`
      create table "identity_user" (
        "id" uuid not null default gen_random_uuid() primary key,
        "user_name" varchar(256) not null,
        "first_name" varchar(256) null,
        "last_name" varchar(256) null,
        "display_name" varchar(256) null,
        "email" varchar(320) null,
        "phone" varchar(64) null,
        "mobile" varchar(64) null,
        "employee_number" varchar(64) null,
        "title" varchar(256) null,
        "department" varchar(256) null,
        "organization" varchar(256) null,
        "organizational_unit" varchar(256) null,
        "location" varchar(256) null,
        "common_name" varchar(256) null,
        "principal_name" varchar(1024) null,
        "comment" varchar(4000) null,
        "source" varchar(32) null,
        "state" varchar(16) not null default 'inactive',
        "attributes" jsonb not null default '{}'::jsonb,
        "role" varchar(16) null,
        "created_at" timestamptz not null default now(),
        "updated_at" timestamptz not null default now(),
        "version" int not null default 1
      )`);
    this.addSql(`create unique index "identity_user_user_name_unique" on "identity_user" (lower("user_name"))`);
    // Written as MikroORM generates them, so that the schema can be compared with the entities.
    this.addSql(
      `create function "identity_user_identity_user_touch_fn"() returns trigger as $$ begin ` +
        `new."updated_at" := now(); new."version" := old."version" + 1; return new; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "identity_user_touch" before update on "identity_user" ` +
        `for each row execute function "identity_user_identity_user_touch_fn"()`,
    );

    this.addSql(`
      create table "host_credential" (
        "user_id" uuid not null primary key,
        "password_hash" text not null,
        "changed_at" timestamptz not null default now(),
        constraint "host_credential_user_id_foreign" foreign key ("user_id")
          references "identity_user" ("id") on update cascade on delete cascade
      )`);

    this.addSql(`
      create table "host_session" (
        "id_hash" varchar(64) not null primary key,
        "token_hash" varchar(64) not null,
        "user_id" uuid not null,
        "data" jsonb not null,
        "created_at" timestamptz not null default now(),
        "idle_until" timestamptz not null,
        "ends_at" timestamptz not null,
        constraint "host_session_token_hash_unique" unique ("token_hash"),
        constraint "host_session_user_id_foreign" foreign key ("user_id")
          references "identity_user" ("id") on delete cascade
      )`);
    this.addSql(`create index "host_session_user_id_index" on "host_session" ("user_id")`);
    this.addSql(`create index "host_session_idle_until_index" on "host_session" ("idle_until")`);
  }

  override down(): void {
    this.addSql(`drop table if exists "host_session", "host_credential", "identity_user"`);
    this.addSql(`drop function if exists "identity_user_identity_user_touch_fn"()`);
  }
}
