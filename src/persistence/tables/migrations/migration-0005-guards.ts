import type { Migration } from './migration.js';

/** Adds what guards found in a plan, how many problems of a run with one cause have no row, and whom a run did not see. */
export const migration0005: Migration = {
  name: '0005-guards',
  up: (tables) => [
    `alter table ${tables.run}
       add column "guards" jsonb null,
       add column "problems_omitted" int not null default 0,
       add column "unseen" jsonb null`,
  ],
};
