import type { Migration } from './migration.js';

/** Adds what guards found in a plan, and how many problems of a run with one cause have no row. */
export const migration0005: Migration = {
  name: '0005-guards',
  up: (tables) => [
    `alter table ${tables.run}
       add column "guards" jsonb null,
       add column "problems_omitted" int not null default 0`,
  ],
};
