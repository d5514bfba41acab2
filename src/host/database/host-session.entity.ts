import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

import { IdentityUser } from './identity-user.entity.js';

/** A session of a user. Ids and tokens are stored as SHA-256 hashes, so the table contains no usable secrets. */
export const HostSession = defineEntity({
  name: 'HostSession',
  tableName: 'host_session',
  properties: {
    idHash: p.string().length(64).primary(),
    tokenHash: p.string().length(64).unique(),
    /** Names the session to its user. It grants nothing. */
    id: p.uuid().unique().defaultRaw('gen_random_uuid()'),
    user: p.manyToOne(IdentityUser).ref().deleteRule('cascade').index(),
    data: p.json<Record<string, unknown>>(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** Extended with each use. */
    idleUntil: p.datetime().index(),
    /** Never extended. */
    endsAt: p.datetime(),
    lastUsedAt: p.datetime().defaultRaw('now()'),
    address: p.string().length(64).nullable(),
    userAgent: p.string().length(300).nullable(),
    /** Of the command line on this machine: neither listed nor limited. */
    local: p.boolean().default(false),
  },
});

export type HostSessionRow = InferEntity<typeof HostSession>;
