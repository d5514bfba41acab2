import { defineEntity, p } from '@mikro-orm/core';

/** Which migrations of the add-on ran. An entity, so that a host's schema tool does not take the table for a left-over. */
export const AddonMigration = defineEntity({
  name: 'LdapAddonMigration',
  tableName: 'ldap_addon_migration',
  properties: {
    name: p.text().primary().fieldName('name'),
    executedAt: p.datetime(3).fieldName('executed_at').defaultRaw('now()'),
  },
});
