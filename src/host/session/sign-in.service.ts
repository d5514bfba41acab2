import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import type { Actor } from '../audit/audit-record.js';
import { Refusals } from '../audit/refusals.service.js';
import { HostCredential } from '../database/host-credential.entity.js';
import { IdentityUser, lowerUserName, type IdentityUserRow } from '../database/identity-user.entity.js';
import { HostError } from '../errors/host-error.js';
import { passwordMatches } from './password.js';
import { accountOf } from './sessions.service.js';
import { SignInAttempts } from './sign-in-attempts.service.js';
import type { Account } from './authenticated-user.js';

@Injectable()
export class SignInService {
  constructor(
    private readonly em: EntityManager,
    private readonly attempts: SignInAttempts,
    private readonly refusals: Refusals,
  ) {}

  /**
   * Throws `SIGN_IN_REFUSED` or `TOO_MANY_ATTEMPTS`, and records it. The time it takes does not depend on whether the
   * user exists.
   *
   * @param stranger who asks; the address counts for the limits.
   */
  async check(userName: string, password: string, stranger: Actor): Promise<Account> {
    try {
      const attempt = { userName, address: stranger.address ?? '' };
      return await this.attempts.limit(attempt, () => this.match(userName, password));
    } catch (error) {
      if (error instanceof HostError) await this.recordRefusal(userName, stranger, error);
      throw error;
    }
  }

  private async match(userName: string, password: string): Promise<Account> {
    const em = this.em.fork();
    const user = await this.find(userName);
    const credential = user && (await em.findOne(HostCredential, { user: user.id }));
    const matches = await passwordMatches(credential?.passwordHash, password);
    const account = user && accountOf(user);
    if (!matches || !account) throw HostError.signInRefused();
    return account;
  }

  /** Records the name only if an account has it: people also type passwords into this field. */
  private recordRefusal(userName: string, actor: Actor, { code }: HostError): Promise<void> {
    const what = code === 'TOO_MANY_ATTEMPTS' ? 'session.limited' : 'session.refused';
    const complete = async () => ({ actor: { ...actor, who: (await this.find(userName))?.userName ?? null } });
    return this.refusals.record({ actor, what }, complete);
  }

  private find(userName: string): Promise<IdentityUserRow | null> {
    const name = userName.trim().toLowerCase();
    return this.em.fork().findOne(IdentityUser, { [lowerUserName()]: name, role: { $ne: null } });
  }
}
