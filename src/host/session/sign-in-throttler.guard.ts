import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Request } from 'express';

import { HostError } from '../errors/host-error.js';
import { FailedSignIns } from './failed-sign-ins.service.js';
import {
  ATTEMPTS_PER_ADDRESS,
  ATTEMPTS_PER_USER,
  ATTEMPTS_PER_USER_AND_ADDRESS,
  ATTEMPTS_WINDOW_MS,
} from './limits.js';

type Counted = 'address' | 'user' | 'userAndAddress';
type Counting = Request & { countedUnder?: Partial<Record<Counted, string>> };

/** Options of the throttler: three counts per attempt, for the address, the user name, and both. */
export function signInThrottling(storage: FailedSignIns): ThrottlerModuleOptions {
  return {
    storage,
    setHeaders: false,
    throttlers: [
      { name: 'address', ttl: ATTEMPTS_WINDOW_MS, limit: ATTEMPTS_PER_ADDRESS },
      {
        name: 'userAndAddress',
        ttl: ATTEMPTS_WINDOW_MS,
        limit: ATTEMPTS_PER_USER_AND_ADDRESS,
        getTracker: async (request) => `${(request as Request).ip} ${await userIn(request as Request)}`,
      },
      {
        name: 'user',
        ttl: ATTEMPTS_WINDOW_MS,
        limit: ATTEMPTS_PER_USER,
        getTracker: (request) => userIn(request as Request),
      },
    ],
    generateKey: (context, tracker, name) => {
      const request = context.switchToHttp().getRequest<Counting>();
      const key = `${name}:${tracker}`;
      request.countedUnder = { ...request.countedUnder, [name]: key };
      return key;
    },
  };
}

/** Takes back what a right sign-in was counted as: who signs in often is not slowed down. */
export function forgiveSignIn(storage: FailedSignIns, request: Request): void {
  const { address, user, userAndAddress } = (request as Counting).countedUnder ?? {};
  // The address keeps its wrong ones: else who owns one account could guess at the others without end.
  if (address) storage.takeBack(address);
  if (user) storage.takeBack(user);
  if (userAndAddress) storage.forget(userAndAddress);
}

/** Slows down who guesses passwords. */
@Injectable()
export class SignInThrottlerGuard extends ThrottlerGuard {
  protected override async throwThrottlingException(
    context: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    const wait = Math.max(1, detail.timeToBlockExpire);
    this.setResponseHeader(context.switchToHttp().getResponse<Record<string, unknown>>(), 'Retry-After', wait);
    throw HostError.tooManyAttempts(wait);
  }
}

async function userIn(request: Request): Promise<string> {
  const { user } = (request.body ?? {}) as { user?: unknown };
  return typeof user === 'string' ? user.trim().toLowerCase().slice(0, 256) : '';
}
