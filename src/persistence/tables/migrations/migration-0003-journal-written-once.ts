import type { Migration } from './migration.js';

/** The values of a change in the order of the journal: mapped fields, source, state, mapped attributes, DN. */
function valuesOf(changes: string): string {
  const targets = (condition: string) =>
    `from jsonb_array_elements_text(r.targets) with ordinality t (target, position)
       where ${condition} starts_with(t.target, 'attributes.') order by t.position`;
  return `array(select ${changes} ->> t.target ${targets('not')})
     || array[${changes} ->> 'source', ${changes} ->> 'state']
     || array(select ${changes} -> 'attributes' ->> substr(t.target, 12) ${targets('')})
     || array[${changes} ->> 'dn']`;
}

/**
 * Says once for each chunk, and not in each change, that it was applied, and stores the values of a change without their
 * names, which are those of its run. Existing changes keep their state and time.
 */
export const migration0003: Migration = {
  name: '0003-journal-written-once',
  up: (tables) => [
    `alter table ${tables.run} add column "applied_through" int not null default 0`,
    `create table ${tables.chunk} (
      "run_id" uuid not null,
      "last_seq" int not null,
      "applied_at" timestamptz(3) not null default now(),
      primary key ("run_id", "last_seq"))`,
    `alter table ${tables.change} rename column "before" to "old_before"`,
    `alter table ${tables.change} rename column "after" to "old_after"`,
    `alter table ${tables.change} add column "before" text[] null, add column "after" text[] null`,
    `update ${tables.change} c
     set "before" = case c.kind when 'create' then '{}' else ${valuesOf('c.old_before')} end, "after" = ${valuesOf('c.old_after')}
     from ${tables.run} r where r.id = c.run_id`,
    `alter table ${tables.change} alter column "before" set not null, alter column "after" set not null,
       drop column "old_before", drop column "old_after"`,
    `drop index ${tables.qualified('batch_change_history_index')}`,
    `create index "batch_change_user_index" on ${tables.change} ("user_id") where user_id is not null`,
  ],
};
