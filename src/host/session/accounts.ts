import { randomUUID } from 'node:crypto';

import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

import { HostConfig } from '../config/host-config.js';
import { HostCredential } from '../database/host-credential.entity.js';
import { HostSession } from '../database/host-session.entity.js';
import { IdentityUser, type AccountRole, type IdentityUserRow } from '../database/identity-user.entity.js';
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
export class Accounts {
  readonly #em: SqlEntityManager;
  readonly #passwords: HostConfig['passwords'];

  constructor(em: EntityManager, config: HostConfig) {
    this.#em = em as SqlEntityManager;
    this.#passwords = config.passwords;
  }

  /**
   * Makes the accounts that are missing and sets the passwords given from outside. A changed password ends the
   * sessions that were begun with the old one.
   *
   * @returns the passwords made here, to be shown once.
   */
  async ensure(): Promise<readonly MadePassword[]> {
    return this.#em.fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [ACCOUNTS_LOCK]);
      const made: MadePassword[] = [];
      for (const account of BUILT_IN) {
        const password = await this.#ensure(em, account);
        if (password) made.push({ user: account.name, password });
      }
      return made;
    });
  }

  async #ensure(em: SqlEntityManager, { name, role }: BuiltIn): Promise<string | undefined> {
    const user = await findOrMake(em, name, role);
    const credential = await em.findOne(HostCredential, { user: user.id });
    const given = this.#passwords[name];
    if (!credential) {
      const password = given ?? makePassword();
      await em.insert(HostCredential, { user: user.id, passwordHash: await hashPassword(password) });
      return given ? undefined : password;
    }
    if (given && !(await passwordMatches(credential.passwordHash, given))) {
      const change = { passwordHash: await hashPassword(given), changedAt: new Date() };
      await em.nativeUpdate(HostCredential, { user: user.id }, change);
      await em.nativeDelete(HostSession, { user: user.id });
    }
    return undefined;
  }
}

async function findOrMake(em: SqlEntityManager, userName: string, role: AccountRole): Promise<IdentityUserRow> {
  const found = await em.findOne(IdentityUser, { userName });
  // Somebody of this name came from a directory before the account was made.
  if (found && found.role !== role) await em.nativeUpdate(IdentityUser, { id: found.id }, { role });
  if (found) return found;

  const id = randomUUID();
  await em.insert(IdentityUser, { id, userName, displayName: userName, state: 'active', source: 'HOST', role });
  return em.findOneOrFail(IdentityUser, { id });
}
