import { createHash, randomBytes } from 'node:crypto';

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { AuditLog } from '../audit/audit-log.service.js';
import { safeText } from '../audit/safe-text.js';
import type { AuditRecord } from '../audit/audit-record.js';
import { HostSession, type HostSessionRow } from '../database/host-session.entity.js';
import type { IdentityUserRow } from '../database/identity-user.entity.js';
import type { Account } from './authenticated-user.js';
import { IDLE_MS, LIFETIME_MS, SESSIONS_PER_ACCOUNT } from './session-limits.js';

export interface ActiveSession {
  /** Key of its row. */
  readonly key: string;
  readonly account: Account;
  readonly data: Readonly<Record<string, unknown>>;
  readonly idleUntil: Date;
}

/** Where a session begins. */
export interface Origin {
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly local: boolean;
}

const LOCAL: Origin = { address: null, userAgent: null, local: true };
const USER_AGENT_LENGTH = 300;

const DEFAULT_DURATIONS = { idleMs: IDLE_MS, lifetimeMs: LIFETIME_MS };

/** Sessions are stored in the database, so they are shared by all processes and survive a restart. */
@Injectable()
export class Sessions {
  constructor(
    private readonly em: EntityManager,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Creates a session with a secret id, and ends the oldest ones of an account that has too many. Returns a bearer token, a
   * second secret for the same session.
   *
   * @param event recorded in the same transaction: a sign-in that cannot be recorded does not succeed.
   */
  async begin(id: string, account: Account, event: AuditRecord, userAgent: string | null): Promise<string> {
    const { address } = event.actor;
    const origin = { address, userAgent: userAgent && safeText(userAgent, USER_AGENT_LENGTH), local: false };
    return this.audit.commit(event, async (em) => {
      const token = await insertSession(em, id, account, DEFAULT_DURATIONS, origin);
      await endOldest(em, account);
      return token;
    });
  }

  /** Creates a session for a program of this machine, as `begin` does. */
  beginLocal(id: string, account: Account, durations: typeof DEFAULT_DURATIONS): Promise<string> {
    return insertSession(this.em.fork(), id, account, durations, LOCAL);
  }

  findById(id: string): Promise<ActiveSession | undefined> {
    return this.find({ idHash: hashOfSecret(id) });
  }

  findByToken(token: string): Promise<ActiveSession | undefined> {
    return this.find({ tokenHash: hashOfSecret(token) });
  }

  async isActive(key: string): Promise<boolean> {
    return (await this.find({ idHash: key })) !== undefined;
  }

  /** Has no effect on a session that has ended. */
  async saveData(id: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    await this.em.fork().nativeUpdate(HostSession, { idHash: hashOfSecret(id) }, { data: { ...data } });
  }

  /** Extends the idle time. */
  async touch(key: string): Promise<void> {
    await this.em
      .fork()
      .nativeUpdate(
        HostSession,
        { idHash: key },
        { idleUntil: new Date(Date.now() + IDLE_MS), lastUsedAt: new Date() },
      );
  }

  async end(key: string): Promise<void> {
    await this.em.fork().nativeDelete(HostSession, { idHash: key });
  }

  /** Ends a session and records who did it. */
  async endRecorded(key: string, event: AuditRecord): Promise<void> {
    await this.audit.commit(event, (em) => em.nativeDelete(HostSession, { idHash: key }));
  }

  private async find(where: { idHash: string } | { tokenHash: string }): Promise<ActiveSession | undefined> {
    const now = new Date();
    const row = await this.em
      .fork()
      .findOne(HostSession, { ...where, idleUntil: { $gt: now }, endsAt: { $gt: now } }, { populate: ['user'] });
    const account = row && accountOf(row.user.unwrap());
    return row && account ? activeSession(row, account) : undefined;
  }
}

async function insertSession(
  em: EntityManager,
  id: string,
  account: Account,
  { idleMs, lifetimeMs }: typeof DEFAULT_DURATIONS,
  origin: Origin,
): Promise<string> {
  const token = generateToken();
  const now = Date.now();
  await em.nativeDelete(HostSession, expired());
  await em.insert(HostSession, {
    idHash: hashOfSecret(id),
    tokenHash: hashOfSecret(token),
    user: account.userId,
    data: {},
    idleUntil: new Date(now + idleMs),
    endsAt: new Date(now + lifetimeMs),
    ...origin,
  });
  return token;
}

async function endOldest(em: EntityManager, { userId }: Account): Promise<void> {
  const newest = { orderBy: { createdAt: 'desc', id: 'desc' }, offset: SESSIONS_PER_ACCOUNT, limit: 1_000 } as const;
  const surplus = await em.find(HostSession, { user: userId, local: false }, newest);
  const idHash = { $in: surplus.map((row) => row.idHash) };
  if (surplus.length > 0) await em.nativeDelete(HostSession, { idHash });
}

function activeSession({ idHash, data, idleUntil }: HostSessionRow, account: Account): ActiveSession {
  return { key: idHash, account, data, idleUntil };
}

/** The account of a user, or undefined if the user has no role or is not active. */
export function accountOf(user: IdentityUserRow): Account | undefined {
  if (!user.role || user.state !== 'active') return undefined;
  return { userId: user.id, userName: user.userName, role: user.role };
}

function expired() {
  const now = new Date();
  return { $or: [{ idleUntil: { $lte: now } }, { endsAt: { $lte: now } }] };
}

/** A secret with 256 random bits needs no slow hash function. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function generateToken(): string {
  return randomBytes(32).toString('base64url');
}
