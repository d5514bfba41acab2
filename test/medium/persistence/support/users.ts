import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { UserBinding } from '../../../../src/contract/user-binding.js';

const identity = () => ({
  id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
  userName: p.string().length(60).unique(),
  firstName: p.string().length(100).nullable(),
  lastName: p.string().length(100).nullable(),
  email: p.string().length(254).nullable().unique(),
  title: p.text().nullable(),
  employeeNumber: p.string().length(60).nullable(),
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
});

/** The users of the reference host: a UUID key, lengths, timestamps, a version, JSON attributes. */
export const IdentityUser = defineEntity({
  name: 'IdentityUser',
  tableName: 'identity_user',
  properties: identity(),
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
    employeeNumber: 'employeeNumber',
    principalName: 'principalName',
    comment: 'comment',
  },
  state: { property: 'state', active: 'active', inactive: 'inactive' },
  attributes: 'attributes',
  source: 'source',
  protected: { role: 'administrator' },
};

/** The same users in a host with a trash: a default filter hides who is in it. Names are unique in the trash, too. */
export const IdentityUserWithTrash = defineEntity({
  name: 'IdentityUser',
  tableName: 'identity_user',
  properties: { ...identity(), deletedAt: p.datetime().nullable() },
  filters: { trash: { name: 'trash', cond: { deletedAt: null }, default: true } },
});

export const identityUsersWithTrash = { ...identityUsers, entity: IdentityUserWithTrash } as unknown as UserBinding;

/** A host in which a title is held once in each state, and nobody has the first and last name of another one. */
export const IdentityUserWithSeat = defineEntity({
  name: 'IdentityUser',
  tableName: 'identity_user',
  properties: identity(),
  uniques: [{ properties: ['state', 'title'] }, { properties: ['firstName', 'lastName'] }],
});

export const identityUsersWithSeat = { ...identityUsers, entity: IdentityUserWithSeat } as unknown as UserBinding;

/** A host with a trash whose unique indexes hold only outside of it. */
export const Employee = defineEntity({
  name: 'Employee',
  tableName: 'employee',
  properties: {
    id: p.integer().primary(),
    login: p.string().length(60),
    mail: p.string().length(254).nullable(),
    enabled: p.boolean(),
    deletedAt: p.datetime().nullable(),
  },
  uniques: [
    { properties: 'login', where: { deletedAt: null } },
    { properties: 'mail', where: { deletedAt: null } },
  ],
  filters: { trash: { name: 'trash', cond: () => ({ deletedAt: null }), default: true, args: false } },
});

export const employees = {
  entity: Employee,
  fields: { userName: 'login', email: 'mail' },
  state: { property: 'enabled', active: true },
} as unknown as UserBinding;

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
