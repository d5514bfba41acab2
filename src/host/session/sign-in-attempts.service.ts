import { createHmac } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import type { Pool, QueryConfig } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

import { HostError } from '../errors/host-error.js';
import {
  ATTEMPTS_PER_ADDRESS,
  ATTEMPTS_PER_USER,
  ATTEMPTS_PER_USER_AND_ADDRESS,
  ATTEMPTS_WINDOW_MS,
} from './sign-in-limits.js';

export interface Attempt {
  readonly userName: string;
  readonly address: string;
}

type Limiter = RateLimiterMemory | RateLimiterPostgres;

/** Limits password guessing by counting failed sign-ins per address, per user name, and per combination of both. */
@Injectable()
export class SignInAttempts {
  private readonly log = new Logger('SignIn');
  private isUnreachable = false;
  private readonly perAddress: Limiter;
  private readonly perUserAndAddress: Limiter;
  private readonly perUser: Limiter;

  /**
   * @param secret keys are hashed with it, so that the table does not reveal the user names that were entered.
   * @param pool the database in which all processes count together. If absent, each process counts for itself.
   */
  constructor(
    private readonly secret: string,
    pool?: Pool,
  ) {
    const table = pool && { query: (statement: QueryConfig) => this.query(pool, statement) };
    this.perAddress = limiter('address', ATTEMPTS_PER_ADDRESS, table);
    this.perUserAndAddress = limiter('user-and-address', ATTEMPTS_PER_USER_AND_ADDRESS, table);
    this.perUser = limiter('user', ATTEMPTS_PER_USER, table);
  }

  /**
   * Returns the result of `check`, which throws if the sign-in fails. Throws `TOO_MANY_ATTEMPTS` without calling
   * `check` after too many failures. An attempt counts as failed until it succeeds, so concurrent attempts are limited
   * as well.
   */
  async limit<T>({ userName, address }: Attempt, check: () => Promise<T>): Promise<T> {
    const name = userName.trim().toLowerCase();
    const from = this.key(address);
    const both = this.key(`${name} ${address}`);
    const user = this.key(name);
    // Checked in this order so that one address cannot use up all attempts of a user.
    await consume(this.perAddress, from);
    await consume(this.perUserAndAddress, both);
    await consume(this.perUser, user);

    const result = await check();
    // Failures of the address still count. Otherwise the owner of one account could guess other passwords without limit.
    await Promise.all([this.perAddress.reward(from), this.perUser.reward(user), this.perUserAndAddress.delete(both)]);
    return result;
  }

  /** Logs once when the table becomes unreachable, not with each attempt. */
  private async query(pool: Pool, statement: QueryConfig) {
    try {
      const result = await pool.query(statement);
      this.isUnreachable = false;
      return result;
    } catch (error) {
      if (!this.isUnreachable) {
        this.log.warn(
          { err: error },
          'Failed sign-ins cannot be counted in the database, so each process counts for itself',
        );
      }
      this.isUnreachable = true;
      throw error;
    }
  }

  private key(text: string): string {
    return createHmac('sha256', this.secret).update(text).digest('base64url');
  }
}

/** The window starts with the first failure and is not extended, so that continued guessing does not lock out the owner. */
function limiter(keyPrefix: string, points: number, table: object | undefined): Limiter {
  const options = { keyPrefix, points, duration: ATTEMPTS_WINDOW_MS / 1000 };
  const inMemory = new RateLimiterMemory(options);
  if (!table) return inMemory;
  return new RateLimiterPostgres({
    ...options,
    storeClient: table,
    storeType: 'pool',
    tableName: 'host_sign_in_attempt',
    tableCreated: true,
    // While the table is unreachable, each process counts for itself. No user is locked out, and guessing stays limited.
    insuranceLimiter: inMemory,
  });
}

async function consume(counter: Limiter, key: string): Promise<void> {
  try {
    await counter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw HostError.tooManyAttempts(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
  }
}
