import { Migration } from '@mikro-orm/migrations';

/** The audit log. */
export class Migration20261128000000Audit extends Migration {
  override up(): void {
    this.addSql(`
      create table "audit_event" (
        "id" bigserial primary key,
        "at" timestamptz(3) not null,
        "who" varchar(256) null,
        "role" varchar(16) null,
        "what" varchar(64) not null,
        "outcome" varchar(16) not null,
        "subject" jsonb not null,
        "address" varchar(64) null,
        "by" varchar(16) null,
        "request_id" varchar(64) null,
        "count" int not null default 1
      )`);
    this.addSql(`create index "audit_event_at_index" on "audit_event" ("at", "id")`);
    // Written as MikroORM generates them, so that the schema can be compared with the entities.
    this.addSql(
      `create function "audit_event_audit_event_unchangeable_fn"() returns trigger as $$ begin ` +
        `raise exception 'rows of audit_event are never changed'; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "audit_event_unchangeable" before update on "audit_event" ` +
        `for each row execute function "audit_event_audit_event_unchangeable_fn"()`,
    );
  }

  override down(): void {
    this.addSql(`drop table if exists "audit_event"`);
    this.addSql(`drop function if exists "audit_event_audit_event_unchangeable_fn"()`);
  }
}
