import { defineEntity, p } from '@mikro-orm/core';

const AppPersonSchema = defineEntity({
  name: 'AppPerson',
  tableName: 'app_person',
  schema: 'people',
  properties: {
    personNo: p.integer().primary(),
    login: p.string().length(64).unique(),
    given: p.string().length(80).nullable(),
    family: p.string().length(80).nullable(),
    mailAddress: p.string().length(200).nullable(),
    isEnabled: p.boolean().default(false),
    isStaff: p.boolean().default(false),
    origin: p.text().nullable(),
    extra: p.json().nullable(),
    joinedAt: p.datetime().defaultRaw('now()'),
  },
});

export class AppPerson extends AppPersonSchema.class {}
AppPersonSchema.setClass(AppPerson);
