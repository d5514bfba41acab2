import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { HostSession, type HostSessionRow } from '../database/host-session.entity.js';
import type { IdentityUserRow } from '../database/identity-user.entity.js';
import { IDLE_MS, LIFETIME_MS } from './limits.js';
import { hashOfSecret, makeToken } from './secret-hash.js';
import type { Account } from './signed-in.js';

export interface LiveSession {
  /** Key of its row. */
  readonly key: string;
  readonly account: Account;
  readonly data: Readonly<Record<string, unknown>>;
  readonly idleUntil: Date;
}

const USUAL = { idleMs: IDLE_MS, lifetimeMs: LIFETIME_MS };

/** Who is signed in, in the database: every process sees the same, and a restart forgets nobody. */
@Injectable()
export class Sessions {
  constructor(private readonly em: EntityManager) {}

  /** Begins a session under a secret id. Returns a second secret for the same session: a bearer token. */
  async begin(id: string, account: Account, { idleMs, lifetimeMs } = USUAL): Promise<string> {
    const token = makeToken();
    const now = Date.now();
    const em = this.em.fork();
    await em.nativeDelete(HostSession, outdated());
    await em.insert(HostSession, {
      idHash: hashOfSecret(id),
      tokenHash: hashOfSecret(token),
      user: account.userId,
      data: {},
      idleUntil: new Date(now + idleMs),
      endsAt: new Date(now + lifetimeMs),
    });
    return token;
  }

  findById(id: string): Promise<LiveSession | undefined> {
    return this.find({ idHash: hashOfSecret(id) });
  }

  findByToken(token: string): Promise<LiveSession | undefined> {
    return this.find({ tokenHash: hashOfSecret(token) });
  }

  async isLive(key: string): Promise<boolean> {
    return (await this.find({ idHash: key })) !== undefined;
  }

  /** Does nothing for a session that has ended: it is never brought back. */
  async keep(id: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    await this.em.fork().nativeUpdate(HostSession, { idHash: hashOfSecret(id) }, { data: { ...data } });
  }

  /** Moves its idle end on. */
  async touch(key: string): Promise<void> {
    await this.em.fork().nativeUpdate(HostSession, { idHash: key }, { idleUntil: new Date(Date.now() + IDLE_MS) });
  }

  async end(key: string): Promise<void> {
    await this.em.fork().nativeDelete(HostSession, { idHash: key });
  }

  private async find(where: { idHash: string } | { tokenHash: string }): Promise<LiveSession | undefined> {
    const now = new Date();
    const row = await this.em
      .fork()
      .findOne(HostSession, { ...where, idleUntil: { $gt: now }, endsAt: { $gt: now } }, { populate: ['user'] });
    const account = row && accountOf(row.user.unwrap());
    return row && account ? live(row, account) : undefined;
  }
}

function live({ idHash, data, idleUntil }: HostSessionRow, account: Account): LiveSession {
  return { key: idHash, account, data, idleUntil };
}

/** The account that a user is; undefined for who has no role, or is not active any more. */
export function accountOf(user: IdentityUserRow): Account | undefined {
  if (!user.role || user.state !== 'active') return undefined;
  return { userId: user.id, userName: user.userName, role: user.role };
}

function outdated() {
  const now = new Date();
  return { $or: [{ idleUntil: { $lte: now } }, { endsAt: { $lte: now } }] };
}
