import { defineEntity, p } from '@mikro-orm/core';

/** Links an entry to a user by the stable id within its data pool, never by DN or name. */
export const DirectoryLink = defineEntity({
  name: 'LdapAddonDirectoryLink',
  tableName: 'directory_link',
  properties: {
    dataPool: p.text().primary().fieldName('data_pool'),
    stableId: p.text().primary().fieldName('stable_id'),
    /** Key of the host's user, as text. */
    userId: p.text().fieldName('user_id'),
    /** As last read. Only displayed, never used to find an entry. */
    dn: p.text().fieldName('dn'),
    linkedAt: p.datetime(3).fieldName('linked_at').defaultRaw('now()'),
    /** The job whose read contained the entry last: its runs alone say whether it is still there. Null if it was deleted. */
    job: p.text().nullable().fieldName('job'),
    /** When the first complete read began that did not contain the entry; null while it is seen. */
    notSeenSince: p.datetime(3).nullable().fieldName('not_seen_since'),
    /** The last run that saw the entry; null while it is seen, and if that is unknown. */
    lastSeenRunId: p.uuid().nullable().fieldName('last_seen_run_id'),
  },
  indexes: [
    {
      name: 'directory_link_not_seen_index',
      properties: ['dataPool', 'notSeenSince'],
      where: 'not_seen_since is not null',
    },
  ],
  uniques: [{ name: 'directory_link_user_unique', properties: ['dataPool', 'userId'] }],
});
