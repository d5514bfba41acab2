import type { Migration } from './migration.js';

/** Adds the settings of a plan that were not saved when it was started. */
export const migration0014: Migration = {
  name: '0014-unsaved-settings',
  up: (tables) => [
    `alter table ${tables.run}
       add column "with_unsaved_settings" boolean not null default false,
       add column "unsaved_settings" jsonb null`,
  ],
};
