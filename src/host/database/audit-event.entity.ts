import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

import type { AccountRole } from './identity-user.entity.js';

/** Who did what. Rows are inserted and, after the retention, deleted; a trigger refuses to change them. */
export const AuditEvent = defineEntity({
  name: 'AuditEvent',
  tableName: 'audit_event',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    at: p.datetime(3),
    who: p.string().length(256).nullable(),
    role: p.string().$type<AccountRole>().length(16).nullable(),
    what: p.string().length(64),
    outcome: p.string().length(16),
    subject: p.json<Record<string, unknown>>(),
    address: p.string().length(64).nullable(),
    by: p.string().length(16).nullable(),
    requestId: p.string().length(64).nullable(),
    count: p.integer().default(1),
  },
  indexes: [{ name: 'audit_event_at_index', properties: ['at', 'id'] }],
  triggers: [
    {
      name: 'audit_event_unchangeable',
      timing: 'before',
      events: ['update'],
      body: `raise exception 'rows of audit_event are never changed'`,
    },
  ],
});

export type AuditEventRow = InferEntity<typeof AuditEvent>;
