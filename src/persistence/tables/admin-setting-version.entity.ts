import { defineEntity, p } from '@mikro-orm/core';

/** One row per version of a setting that a save replaced. */
export const AdminSettingVersion = defineEntity({
  name: 'LdapAddonAdminSettingVersion',
  tableName: 'admin_setting_version',
  properties: {
    key: p.text().primary().fieldName('key'),
    version: p.integer().primary().fieldName('version'),
    value: p.json<unknown>().fieldName('value'),
    changedAt: p.datetime(3).fieldName('changed_at'),
    changedBy: p.text().nullable().fieldName('changed_by'),
  },
});
