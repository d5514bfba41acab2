import { randomUUID } from 'node:crypto';

import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { HostConfig } from '../config/host-config.js';
import { HostCredential } from '../database/host-credential.entity.js';
import { HostSession } from '../database/host-session.entity.js';
import { IdentityUser, type AccountRole } from '../database/identity-user.entity.js';
import { lowerUserName } from '../database/lower-user-name.js';
import { hashPassword, makePassword, passwordMatches } from './password.js';

/** A password that was made here, and that nobody can read later. */
export interface MadePassword {
  readonly user: string;
  readonly password: string;
}

interface BuiltIn {
  readonly name: 'admin' | 'operator';
  readonly role: AccountRole;
}

const BUILT_IN: readonly BuiltIn[] = [
  { name: 'admin', role: 'administrator' },
  { name: 'operator', role: 'operator' },
];

// Processes that start together on a new database must not each make a password and print it.
const ACCOUNTS_LOCK = 5_162_377_015;

/** The two accounts that sign in. */
@Injectable()
export class Accounts implements OnModuleInit {
  private readonly em: SqlEntityManager;
  private readonly passwords: HostConfig['passwords'];

  constructor(em: EntityManager, config: HostConfig) {
    this.em = em as SqlEntityManager;
    this.passwords = config.passwords;
  }

  /**
   * Makes the accounts that are missing, without a password. In every process, before the add-on takes a run: from
   * then on no directory can take their names.
   */
  async onModuleInit(): Promise<void> {
    await this.inTurn(async (em) => {
      for (const account of BUILT_IN) await ensureAccount(em, account);
    });
  }

  /**
   * Gives a password to the accounts without one, and sets those given from outside. A changed password ends the
   * sessions that were begun with the old one.
   *
   * @returns the passwords made here, to be shown once.
   */
  async ensurePasswords(): Promise<readonly MadePassword[]> {
    return this.inTurn(async (em) => {
      const made: MadePassword[] = [];
      for (const account of BUILT_IN) {
        const password = await this.ensurePassword(em, account);
        if (password) made.push({ user: account.name, password });
      }
      return made;
    });
  }

  private inTurn<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.em.fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [ACCOUNTS_LOCK]);
      return work(em);
    });
  }

  private async ensurePassword(em: SqlEntityManager, account: BuiltIn): Promise<string | undefined> {
    const user = await ensureAccount(em, account);
    const credential = await em.findOne(HostCredential, { user });
    const given = this.passwords[account.name];
    if (!credential) {
      const password = given ?? makePassword();
      await em.insert(HostCredential, { user, passwordHash: await hashPassword(password) });
      return given ? undefined : password;
    }
    if (given && !(await passwordMatches(credential.passwordHash, given))) {
      const change = { passwordHash: await hashPassword(given), changedAt: new Date() };
      await em.nativeUpdate(HostCredential, { user }, change);
      await em.nativeDelete(HostSession, { user });
    }
    return undefined;
  }
}

/** @returns its id. */
async function ensureAccount(em: SqlEntityManager, { name, role }: BuiltIn): Promise<string> {
  const found = await em.findOne(IdentityUser, { [lowerUserName()]: name });
  if (!found) {
    const id = randomUUID();
    await em.insert(IdentityUser, {
      id,
      userName: name,
      displayName: name,
      state: 'active',
      source: 'HOST',
      role,
    });
    return id;
  }
  // Somebody of this name came from a directory before the account was made, in whatever case and state.
  if (found.role !== role) await em.nativeUpdate(IdentityUser, { id: found.id }, { role, state: 'active' });
  return found.id;
}
