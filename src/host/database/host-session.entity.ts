import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

import { IdentityUser } from './identity-user.entity.js';

/** Somebody who is signed in. Ids and tokens are kept as SHA-256 only: who reads this table cannot use them. */
export const HostSession = defineEntity({
  name: 'HostSession',
  tableName: 'host_session',
  properties: {
    idHash: p.string().length(64).primary(),
    tokenHash: p.string().length(64).unique(),
    user: p.manyToOne(IdentityUser).ref().deleteRule('cascade').index(),
    data: p.json<Record<string, unknown>>(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** Moves on with use. */
    idleUntil: p.datetime().index(),
    /** Does not. */
    endsAt: p.datetime(),
  },
});

export type HostSessionRow = InferEntity<typeof HostSession>;
