import type { Statements } from '../database/database.js';

/** A column of the users table as the database has it. */
export interface TableColumn {
  readonly name: string;
  /** As PostgreSQL prints it: `character varying(20)`. */
  readonly type: string;
  readonly isText: boolean;
  /** In characters. Null: no limit. */
  readonly maxLength: number | null;
  readonly isRequired: boolean;
  /** Whether the database has a value for a new row: a default, an identity or a computed value. */
  readonly hasValue: boolean;
  readonly isComputed: boolean;
}

/**
 * The columns of a table, from the catalog that every role can read. Empty when there is no such table (yet).
 *
 * A trigger may set a value before a row is inserted, which the catalog does not say: then no column counts as required.
 *
 * @param table qualified and quoted.
 */
export function readTableColumns(database: Statements, table: string): Promise<TableColumn[]> {
  return database.query<TableColumn>(
    `select a.attname::text as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
       coalesce(b.typcategory, t.typcategory) = 'S' as "isText",
       case when coalesce(b.typname, t.typname) in ('varchar', 'bpchar') and m.typmod > 4 then m.typmod - 4 end as "maxLength",
       (a.attnotnull or t.typnotnull) and not exists (
         select from pg_catalog.pg_trigger g
         where g.tgrelid = a.attrelid and not g.tgisinternal and g.tgenabled <> 'D' and g.tgtype & 7 = 7
       ) as "isRequired",
       a.atthasdef or a.attidentity <> '' or t.typdefault is not null as "hasValue",
       a.attgenerated <> '' as "isComputed"
     from pg_catalog.pg_attribute a
     join pg_catalog.pg_type t on t.oid = a.atttypid
     left join pg_catalog.pg_type b on b.oid = nullif(t.typbasetype, 0)
     cross join lateral (select case when t.typtype = 'd' then t.typtypmod else a.atttypmod end as typmod) m
     where a.attrelid = pg_catalog.to_regclass($1::text) and a.attnum > 0 and not a.attisdropped
     order by a.attnum`,
    [table],
  );
}
