import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { UserBinding } from '../../../../src/contract/user-binding.js';

/** The users of the reference host: a UUID key, lengths, timestamps, a version, JSON attributes. */
export const IdentityUser = defineEntity({
  name: 'IdentityUser',
  tableName: 'identity_user',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    userName: p.string().length(60).unique(),
    firstName: p.string().length(100).nullable(),
    lastName: p.string().length(100).nullable(),
    email: p.string().length(254).nullable().unique(),
    title: p.text().nullable(),
    principalName: p.string().length(100).nullable(),
    comment: p.text().nullable(),
    state: p.enum(['active', 'inactive', 'locked']).nativeEnumName('user_state'),
    source: p.string().length(20).nullable(),
    role: p.string().default('user'),
    attributes: p.json<Record<string, unknown>>().nullable(),
    version: p.integer().version(),
    createdAt: p.datetime().onCreate(() => new Date()),
    updatedAt: p
      .datetime()
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
});
export type User = InferEntity<typeof IdentityUser>;

export const identityUsers: UserBinding<User> = {
  entity: IdentityUser,
  fields: {
    userName: 'userName',
    firstName: 'firstName',
    lastName: 'lastName',
    email: 'email',
    title: 'title',
    principalName: 'principalName',
    comment: 'comment',
  },
  state: { property: 'state', active: 'active' },
  attributes: 'attributes',
  source: 'source',
  protected: { role: 'administrator' },
};

/** The users of another host: an integer key, another schema, other columns, a boolean state, no attributes. */
export const AppPerson = defineEntity({
  name: 'AppPerson',
  tableName: 'app_person',
  schema: 'crm',
  properties: {
    personNo: p.integer().primary().fieldName('person_no'),
    login: p.string().length(40).fieldName('login name').unique(),
    mailAddress: p.text().nullable().fieldName('MailAddress'),
    tenant: p.string().default('main'),
    enabled: p.boolean(),
    seen: p.datetime().nullable(),
  },
  uniques: [{ properties: ['tenant', 'mailAddress'] }],
});
export type Person = InferEntity<typeof AppPerson>;

export const appPersons: UserBinding<Person> = {
  entity: AppPerson,
  fields: { userName: 'login', email: 'mailAddress' },
  state: { property: 'enabled', active: true },
};
