import type { Migration } from './migration.js';

/** Adds the versions of settings that saves replaced. Those of today stay in their table until then. */
export const migration0008: Migration = {
  name: '0008-setting-versions',
  up: (tables) => [
    `create table ${tables.settingVersion} (
       "key" text not null,
       "version" int not null,
       "value" jsonb not null,
       "changed_at" timestamptz(3) not null,
       "changed_by" text null,
       primary key ("key", "version"))`,
  ],
};
