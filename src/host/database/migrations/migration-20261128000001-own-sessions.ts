import { Migration } from '@mikro-orm/migrations';

/** What users see of their sessions, and which password of the environment was applied last. */
export class Migration20261128000001OwnSessions extends Migration {
  override up(): void {
    this.addSql(`
      alter table "host_session"
        add column "id" uuid not null default gen_random_uuid(),
        add column "last_used_at" timestamptz not null default now(),
        add column "address" varchar(64) null,
        add column "user_agent" varchar(300) null,
        add column "local" boolean not null default false`);
    this.addSql(`alter table "host_session" add constraint "host_session_id_unique" unique ("id")`);
    this.addSql(`alter table "host_credential" add column "environment_hash" text null`);
  }

  override down(): void {
    this.addSql(`alter table "host_credential" drop column "environment_hash"`);
    this.addSql(`
      alter table "host_session" drop column "id", drop column "last_used_at", drop column "address",
        drop column "user_agent", drop column "local"`);
  }
}
