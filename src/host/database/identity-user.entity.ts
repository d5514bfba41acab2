import { defineEntity, p, raw, type InferEntity } from '@mikro-orm/core';

/** Roles of users who may sign in. All other users have none. */
export const ACCOUNT_ROLES = ['operator', 'administrator'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

export const USER_STATES = ['active', 'inactive'] as const;
export type UserState = (typeof USER_STATES)[number];

const name = () => p.string().length(256).nullable();

/** The users table of the host. Lengths are the maximum lengths of directories (RFC 4524, Active Directory), rounded up. */
export const IdentityUser = defineEntity({
  name: 'IdentityUser',
  tableName: 'identity_user',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    userName: p.string().length(256),
    firstName: name(),
    lastName: name(),
    displayName: name(),
    // RFC 5321: 64 before the @, 255 after it.
    email: p.string().length(320).nullable(),
    phone: p.string().length(64).nullable(),
    mobile: p.string().length(64).nullable(),
    employeeNumber: p.string().length(64).nullable(),
    title: name(),
    department: name(),
    organization: name(),
    organizationalUnit: name(),
    location: name(),
    commonName: name(),
    principalName: p.string().length(1024).nullable(),
    comment: p.string().length(4000).nullable(),
    source: p.string().length(32).nullable(),
    state: p.string().length(16).default('inactive'),
    attributes: p.json<Record<string, unknown>>().defaultRaw(`'{}'::jsonb`),
    role: p.string().$type<AccountRole>().length(16).nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    // Set by a trigger, because the add-on updates this table with SQL.
    updatedAt: p.datetime().defaultRaw('now()'),
    version: p.integer().version().default(1),
  },
  uniques: [
    {
      name: 'identity_user_user_name_unique',
      expression: 'create unique index "identity_user_user_name_unique" on "identity_user" (lower("user_name"))',
    },
  ],
  triggers: [
    {
      name: 'identity_user_touch',
      timing: 'before',
      events: ['update'],
      body: 'new."updated_at" := now(); new."version" := old."version" + 1; return new',
    },
  ],
});

/** The expression of the unique index on user names. Each use in a query needs its own fragment. */
export const lowerUserName = () => raw((alias) => `lower(${alias}.user_name)`);

export type IdentityUserRow = InferEntity<typeof IdentityUser>;
