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
} from './limits.js';

export interface Attempt {
  readonly userName: string;
  readonly address: string;
}

type Limiter = RateLimiterMemory | RateLimiterPostgres;

/** Slows down guessing: counts the sign-ins that fail, for the address, the user name, and both together. */
@Injectable()
export class SignInAttempts {
  private readonly log = new Logger('SignIn');
  private isAway = false;
  private readonly perAddress: Limiter;
  private readonly perUserAndAddress: Limiter;
  private readonly perUser: Limiter;

  /**
   * @param secret a table of what was typed as user names must reveal none: keys are hashed with it.
   * @param pool where all processes count together. Absent: this process counts for itself.
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
   * The result of `check`, which throws when the sign-in fails. Throws `TOO_MANY_ATTEMPTS`, and does not ask it, when
   * too many failed before. An attempt counts until it has succeeded: attempts at the same time get no further.
   */
  async limit<T>({ userName, address }: Attempt, check: () => Promise<T>): Promise<T> {
    const name = userName.trim().toLowerCase();
    const from = this.key(address);
    const both = this.key(`${name} ${address}`);
    const user = this.key(name);
    // In this order: one address cannot use up the attempts of a user.
    await consume(this.perAddress, from);
    await consume(this.perUserAndAddress, both);
    await consume(this.perUser, user);

    const result = await check();
    // Failures of the address stay: otherwise the owner of one account could guess at the others without limit.
    await Promise.all([this.perAddress.reward(from), this.perUser.reward(user), this.perUserAndAddress.delete(both)]);
    return result;
  }

  /** Logs when the table cannot be reached: once, not with each attempt. */
  private async query(pool: Pool, statement: QueryConfig) {
    try {
      const answer = await pool.query(statement);
      this.isAway = false;
      return answer;
    } catch (error) {
      if (!this.isAway) {
        this.log.warn(
          { err: error },
          'Failed sign-ins cannot be counted in the database: this process counts for itself',
        );
      }
      this.isAway = true;
      throw error;
    }
  }

  private key(text: string): string {
    return createHmac('sha256', this.secret).update(text).digest('base64url');
  }
}

/** A window begins with the first failure and ends in any case: an owner gets in again, however long others guess. */
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
    // While the table cannot be reached, each process counts for itself: nobody is locked out, and nobody guesses freely.
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
