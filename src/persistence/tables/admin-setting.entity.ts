import { defineEntity, p } from '@mikro-orm/core';

/** One row per stored setting. */
export const AdminSetting = defineEntity({
  name: 'LdapAddonAdminSetting',
  tableName: 'admin_setting',
  properties: {
    key: p.text().primary().fieldName('key'),
    value: p.json<unknown>().fieldName('value'),
    version: p.integer().fieldName('version'),
    changedAt: p.datetime(3).fieldName('changed_at').defaultRaw('now()'),
    changedBy: p.text().nullable().fieldName('changed_by'),
  },
});
