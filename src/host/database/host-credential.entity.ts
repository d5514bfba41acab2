import { defineEntity, p } from '@mikro-orm/core';

import { IdentityUser } from './identity-user.entity.js';

/** The password of an account, as an argon2id hash. Kept apart from the users, so that no list of them can carry it. */
export const HostCredential = defineEntity({
  name: 'HostCredential',
  tableName: 'host_credential',
  properties: {
    user: p.oneToOne(IdentityUser).primary().owner().deleteRule('cascade'),
    passwordHash: p.text(),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});
