import { randomUUID } from 'node:crypto';

import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { HostConfig } from '../config/host-config.js';
import { HostCredential } from '../database/host-credential.entity.js';
import { HostSession } from '../database/host-session.entity.js';
import { IdentityUser, lowerUserName, type AccountRole } from '../database/identity-user.entity.js';
import { hashPassword, generatePassword, passwordMatches } from './password.js';

/** A password that was generated. It cannot be read later. */
export interface GeneratedPassword {
  readonly user: string;
  readonly password: string;
}

interface BuiltInAccount {
  readonly name: 'admin' | 'operator';
  readonly role: AccountRole;
}

const BUILT_IN_ACCOUNTS: readonly BuiltInAccount[] = [
  { name: 'admin', role: 'administrator' },
  { name: 'operator', role: 'operator' },
];

// Prevents processes that start together on a new database from each generating and printing passwords.
const ACCOUNTS_LOCK = 5_162_377_015;

/** The two built-in accounts. */
@Injectable()
export class Accounts implements OnModuleInit {
  private readonly em: SqlEntityManager;
  private readonly passwords: HostConfig['passwords'];

  constructor(em: EntityManager, config: HostConfig) {
    this.em = em as SqlEntityManager;
    this.passwords = config.passwords;
  }

  /**
   * Creates missing accounts without a password. Every process does so before the add-on executes a run, so that a run
   * cannot create users with these names.
   */
  async onModuleInit(): Promise<void> {
    await this.withLock(async (em) => {
      for (const account of BUILT_IN_ACCOUNTS) await ensureAccount(em, account);
    });
  }

  /**
   * Generates passwords for accounts without one and sets the configured passwords. A changed password ends the
   * sessions of its account.
   *
   * @returns the generated passwords, to be shown once.
   */
  async ensurePasswords(): Promise<readonly GeneratedPassword[]> {
    return this.withLock(async (em) => {
      const generated: GeneratedPassword[] = [];
      for (const account of BUILT_IN_ACCOUNTS) {
        const password = await this.ensurePassword(em, account);
        if (password) generated.push({ user: account.name, password });
      }
      return generated;
    });
  }

  private withLock<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.em.fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [ACCOUNTS_LOCK]);
      return work(em);
    });
  }

  private async ensurePassword(em: SqlEntityManager, account: BuiltInAccount): Promise<string | undefined> {
    const user = await ensureAccount(em, account);
    const credential = await em.findOne(HostCredential, { user });
    const given = this.passwords[account.name];
    if (!credential) {
      const password = given ?? generatePassword();
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

/** @returns the id of the user. */
async function ensureAccount(em: SqlEntityManager, { name, role }: BuiltInAccount): Promise<string> {
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
  // A user with this name was synchronized before the account was created, possibly in another case or state.
  if (found.role !== role) await em.nativeUpdate(IdentityUser, { id: found.id }, { role, state: 'active' });
  return found.id;
}
