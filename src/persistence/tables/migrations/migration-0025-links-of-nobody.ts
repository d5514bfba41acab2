import type { Migration } from './migration.js';

/** Gives links without a job to the only job that there was. From now on, such a link is of a job that was deleted. */
export const migration0025: Migration = {
  name: '0025-links-of-nobody',
  up: (tables) => [`update ${tables.link} set job = 'LDAPAddonBatchSync' where job is null`],
};
