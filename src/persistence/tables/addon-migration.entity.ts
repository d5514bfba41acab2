import { defineEntity, p } from '@mikro-orm/core';

/** The executed migrations of the add-on. An entity, so that the host's schema tool does not drop the table. */
export const AddonMigration = defineEntity({
  name: 'LdapAddonMigration',
  tableName: 'ldap_addon_migration',
  properties: {
    name: p.text().primary().fieldName('name'),
    executedAt: p.datetime(3).fieldName('executed_at').defaultRaw('now()'),
  },
});
