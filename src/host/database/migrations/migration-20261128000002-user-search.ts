import { Migration } from '@mikro-orm/migrations';

/** What users are searched and sorted by, without case and accents. */
export class Migration20261128000002UserSearch extends Migration {
  override up(): void {
    this.addSql(`
      alter table "identity_user"
        add column "sort_name" text not null default '',
        add column "search_text" text not null default ''`);
    // Written as MikroORM generates them, so that the schema can be compared with the entities.
    this.addSql(
      `create function "identity_user_identity_user_search_fn"() returns trigger as $$ begin ` +
        `new."sort_name" := coalesce(nullif(new."display_name", ''), nullif(new."common_name", ''), ` +
        `new."user_name"); ` +
        `if getdatabaseencoding() = 'UTF8' and octet_length(new."sort_name") > ` +
        `char_length(new."sort_name") then new."sort_name" := ` +
        `replace(replace(replace(replace(replace(replace(replace(regexp_replace(normalize(new."sort_name", ` +
        String.raw`nfd), '[\u0300-\u036f]', '', 'g'), U&'\00D8', 'o'), U&'\00F8', 'o'), U&'\0141', 'l'), ` +
        String.raw`U&'\0142', 'l'), U&'\0110', 'd'), U&'\0111', 'd'), U&'\0131', 'i'); end if; ` +
        `new."sort_name" := lower(new."sort_name"); ` +
        `new."search_text" := concat_ws(' ', new."user_name", new."display_name", new."first_name", ` +
        `new."last_name", new."common_name", new."email", new."phone", new."mobile", ` +
        `new."employee_number", new."title", new."department", new."organization", ` +
        `new."organizational_unit", new."location", new."principal_name", new."comment", case when ` +
        `new."attributes" <> '{}' and jsonb_typeof(new."attributes") = 'object' then (select ` +
        `string_agg(value, ' ') from jsonb_each_text(new."attributes")) end); ` +
        `if getdatabaseencoding() = 'UTF8' and octet_length(new."search_text") > ` +
        `char_length(new."search_text") then new."search_text" := ` +
        `replace(replace(replace(replace(replace(replace(replace(regexp_replace(normalize(new."search_text", ` +
        String.raw`nfd), '[\u0300-\u036f]', '', 'g'), U&'\00D8', 'o'), U&'\00F8', 'o'), U&'\0141', 'l'), ` +
        String.raw`U&'\0142', 'l'), U&'\0110', 'd'), U&'\0111', 'd'), U&'\0131', 'i'); end if; ` +
        `new."search_text" := lower(new."search_text"); ` +
        `return new; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "identity_user_search" before insert or update on "identity_user" ` +
        `for each row execute function "identity_user_identity_user_search_fn"()`,
    );
    // The search columns of existing users. To the users themselves, this is no update.
    this.addSql(`alter table "identity_user" disable trigger "identity_user_touch"`);
    this.addSql(`update identity_user set "sort_name" = ''`);
    this.addSql(`alter table "identity_user" enable trigger "identity_user_touch"`);
    this.addSql(`create index "identity_user_sort_name_id_index" on "identity_user" ("sort_name", "id")`);
  }

  override down(): void {
    this.addSql(`drop trigger "identity_user_search" on "identity_user"`);
    this.addSql(`drop function "identity_user_identity_user_search_fn"()`);
    this.addSql(`alter table "identity_user" drop column "sort_name", drop column "search_text"`);
  }
}
