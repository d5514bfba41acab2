import { defineEntity, p } from '@mikro-orm/core';

import { IdentityUser } from './identity-user.entity.js';

/** The password of an account as an argon2id hash. It has a table of its own so that lists of users never contain it. */
export const HostCredential = defineEntity({
  name: 'HostCredential',
  tableName: 'host_credential',
  properties: {
    user: p.oneToOne(IdentityUser).primary().owner().deleteRule('cascade'),
    passwordHash: p.text(),
    /** Hash of the password that an environment variable set last. The variable sets it again only if it changes. */
    environmentHash: p.text().nullable(),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});
