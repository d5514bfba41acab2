import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { AuditLog } from '../audit/audit-log.service.js';
import type { Actor } from '../audit/audit-record.js';
import { HostSession } from '../database/host-session.entity.js';
import { HostError } from '../errors/host-error.js';
import { EventStreams } from '../live/event-streams.service.js';
import type { AuthenticatedUser } from './authenticated-user.js';
import type { OwnSessionDto } from './session.dto.js';

/** The sessions of a user, for the user. The one of the command line on this machine is not among them. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly em: EntityManager,
    private readonly audit: AuditLog,
    private readonly streams: EventStreams,
  ) {}

  /** The latest use first. */
  async list({ userId, session }: AuthenticatedUser): Promise<OwnSessionDto[]> {
    const now = new Date();
    const active = { user: userId, local: false, idleUntil: { $gt: now }, endsAt: { $gt: now } };
    const rows = await this.em.fork().find(HostSession, active, { orderBy: { lastUsedAt: 'desc' } });
    return rows.map(({ id, idHash, createdAt, lastUsedAt, address, userAgent }) => ({
      id,
      beganAt: createdAt,
      lastUsedAt,
      address: address ?? null,
      userAgent: userAgent ?? null,
      current: idHash === session,
    }));
  }

  /** Throws `NOT_FOUND` for a session of someone else. */
  async end({ userId }: AuthenticatedUser, actor: Actor, id: string): Promise<void> {
    const row = await this.em.fork().findOne(HostSession, { id, user: userId, local: false });
    if (!row) throw HostError.notFound();
    await this.audit.commit({ actor, what: 'session.revoke', subject: { sessions: 1 } }, (em) =>
      em.nativeDelete(HostSession, { id }),
    );
    this.streams.closeFor(row.idHash);
  }

  /** Ends all sessions of the user but the current one. */
  async endOthers({ userId, session }: AuthenticatedUser, actor: Actor): Promise<void> {
    const others = { user: userId, local: false, idHash: { $ne: session } };
    const rows = await this.em.fork().find(HostSession, others);
    if (rows.length === 0) return;
    await this.audit.commit({ actor, what: 'session.revoke', subject: { sessions: rows.length } }, (em) =>
      em.nativeDelete(HostSession, others),
    );
    for (const { idHash } of rows) this.streams.closeFor(idHash);
  }
}
