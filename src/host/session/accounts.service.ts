import { randomUUID } from 'node:crypto';

import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';

import { HOST_ACTOR, rowOf } from '../audit/audit-record.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { englishText } from '../../i18n/texts.js';
import { HostConfig } from '../config/host-config.js';
import { AuditEvent } from '../database/audit-event.entity.js';
import { HostCredential } from '../database/host-credential.entity.js';
import { HostSession } from '../database/host-session.entity.js';
import { IdentityUser, lowerUserName, type AccountRole } from '../database/identity-user.entity.js';
import { hashPassword, generatePassword, passwordMatches } from './password.js';
import { passwordRefusal } from './password-rules.js';

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
  private readonly logger = new Logger('Accounts');

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
   * Generates passwords for accounts without one and sets the configured passwords that changed since they were last set.
   * A changed password ends the sessions of its account. Throws a `ConfigurationError` for a new password that is weak.
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
      if (given) assertStrong(account, given);
      const password = given ?? generatePassword();
      const passwordHash = await hashPassword(password);
      await em.insert(HostCredential, { user, passwordHash, environmentHash: given ? passwordHash : null });
      return given ? undefined : password;
    }
    if (given) await this.applyConfigured(em, account, user, credential, given);
    return undefined;
  }

  /** The password that the user chose since stays, unless the variable has another value now. */
  private async applyConfigured(
    em: SqlEntityManager,
    account: BuiltInAccount,
    user: string,
    { passwordHash, environmentHash }: { readonly passwordHash: string; readonly environmentHash?: string | null },
    given: string,
  ): Promise<void> {
    if (await passwordMatches(environmentHash ?? passwordHash, given)) {
      if (!environmentHash) await em.nativeUpdate(HostCredential, { user }, { environmentHash: passwordHash });
      // Set by an earlier version: the host must still start.
      if (passwordRefusal(given, account.name))
        this.logger.warn(`${variableOf(account)} is a weak password. Choose another one`);
      return;
    }
    assertStrong(account, given);
    const hash = await hashPassword(given);
    await em.nativeUpdate(
      HostCredential,
      { user },
      { passwordHash: hash, environmentHash: hash, changedAt: new Date() },
    );
    await em.nativeDelete(HostSession, { user });
    // In the same transaction: on the embedded database, any other statement would wait for its end.
    const event = { actor: HOST_ACTOR, what: 'password.change', subject: { account: account.name } } as const;
    await em.insert(AuditEvent, rowOf(event));
  }
}

function variableOf({ name }: BuiltInAccount): string {
  return name === 'admin' ? 'ADMIN_PASSWORD' : 'OPERATOR_PASSWORD';
}

function assertStrong(account: BuiltInAccount, password: string): void {
  const refusal = passwordRefusal(password, account.name);
  if (!refusal) return;
  const reason = englishText(`host:fields.${refusal.code}`, refusal.params);
  throw new ConfigurationError([{ variable: variableOf(account), reason }]);
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
