import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';

import type { AccountRole } from '../database/identity-user.entity.js';
import { HostError } from '../errors/host-error.js';
import { IS_PUBLIC_KEY, ROLE_KEY } from './auth.decorator.js';
import { isCsrfTokenValid } from './csrf.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Denies every request that the decorators of its handler do not allow. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): true {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(IS_PUBLIC_KEY, targets)) return true;

    const request = context.switchToHttp().getRequest<Request>();
    const { user } = request;
    if (!user) throw HostError.notSignedIn();
    const role = this.reflector.getAllAndOverride<AccountRole | undefined>(ROLE_KEY, targets);
    const isAllowed = role !== undefined && (user.role === role || user.role === 'administrator');
    if (!isAllowed) throw HostError.notAllowed();
    if (user.by === 'cookie' && !SAFE_METHODS.has(request.method) && !isCsrfTokenValid(request))
      throw HostError.csrfTokenWrong();
    return true;
  }
}
