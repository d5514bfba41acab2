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
  },
  uniques: [{ name: 'directory_link_user_unique', properties: ['dataPool', 'userId'] }],
});
