import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { AuditLog } from '../audit/audit-log.service.js';
import type { Actor } from '../audit/audit-record.js';
import { HostCredential } from '../database/host-credential.entity.js';
import { HostSession } from '../database/host-session.entity.js';
import { HostError } from '../errors/host-error.js';
import type { AuthenticatedUser } from './authenticated-user.js';
import { hashPassword, passwordMatches } from './password.js';
import { passwordRefusal } from './password-rules.js';
import { SignInAttempts } from './sign-in-attempts.service.js';

const EVENT = 'password.change';

/** Lets users change their own password. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly em: EntityManager,
    private readonly attempts: SignInAttempts,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Ends all other sessions of the user. Throws `PASSWORD_WRONG`, `PASSWORD_REFUSED`, or `TOO_MANY_ATTEMPTS` under the
   * limits of a sign-in.
   */
  async change(user: AuthenticatedUser, actor: Actor, current: string, password: string): Promise<void> {
    try {
      await this.assertCurrent(user, actor, current);
      const refusal = password === current ? { code: 'passwordUnchanged' } : passwordRefusal(password, user.userName);
      if (refusal) throw HostError.passwordRefused({ ...refusal, field: 'newPassword', message: refusal.code });
    } catch (error) {
      const subject = { code: error instanceof HostError ? error.code : 'UNEXPECTED' };
      await this.audit.record({ actor, what: EVENT, outcome: 'refused', subject });
      throw error;
    }
    const passwordHash = await hashPassword(password);
    await this.audit.commit({ actor, what: EVENT }, async (em) => {
      await em.nativeUpdate(HostCredential, { user: user.userId }, { passwordHash, changedAt: new Date() });
      await em.nativeDelete(HostSession, { user: user.userId, idHash: { $ne: user.session }, local: false });
    });
  }

  private assertCurrent({ userId, userName }: AuthenticatedUser, { address }: Actor, current: string): Promise<void> {
    return this.attempts.limit({ userName, address: address ?? '' }, async () => {
      const credential = await this.em.fork().findOne(HostCredential, { user: userId });
      if (!(await passwordMatches(credential?.passwordHash, current))) throw HostError.passwordWrong();
    });
  }
}
