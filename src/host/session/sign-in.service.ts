import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { HostCredential } from '../database/host-credential.entity.js';
import { IdentityUser, lowerUserName } from '../database/identity-user.entity.js';
import { HostError } from '../errors/host-error.js';
import { passwordMatches } from './password.js';
import { accountOf } from './sessions.service.js';
import type { Account } from './authenticated-user.js';

@Injectable()
export class SignInService {
  constructor(private readonly em: EntityManager) {}

  /** Throws `SIGN_IN_REFUSED`. The time it takes does not depend on whether the user exists. */
  async check(userName: string, password: string): Promise<Account> {
    const em = this.em.fork();
    const user = await em.findOne(IdentityUser, {
      [lowerUserName()]: userName.trim().toLowerCase(),
      role: { $ne: null },
    });
    const credential = user && (await em.findOne(HostCredential, { user: user.id }));
    const matches = await passwordMatches(credential?.passwordHash, password);
    const account = user && accountOf(user);
    if (!matches || !account) throw HostError.signInRefused();
    return account;
  }
}
