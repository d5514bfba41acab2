import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';

import { actorOf } from '../audit/actor.decorator.js';
import { Refusals } from '../audit/refusals.service.js';
import type { AccountRole } from '../database/identity-user.entity.js';
import { HostError } from '../errors/host-error.js';
import { IS_PUBLIC_KEY, ROLE_KEY } from './auth.decorator.js';
import { isCsrfTokenValid } from './csrf.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Denies every request that the decorators of its handler do not allow. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly refusals: Refusals,
  ) {}

  canActivate(context: ExecutionContext): true {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(IS_PUBLIC_KEY, targets)) return true;

    const request = context.switchToHttp().getRequest<Request>();
    const { user } = request;
    if (!user) return this.refuse(request, HostError.notSignedIn());
    const role = this.reflector.getAllAndOverride<AccountRole | undefined>(ROLE_KEY, targets);
    const isAllowed = role !== undefined && (user.role === role || user.role === 'administrator');
    if (!isAllowed) return this.refuse(request, HostError.notAllowed());
    if (user.by === 'cookie' && !SAFE_METHODS.has(request.method) && !isCsrfTokenValid(request))
      return this.refuse(request, HostError.csrfTokenWrong());
    return true;
  }

  /** Refused attempts to change something are recorded. */
  private refuse(request: Request, error: HostError): never {
    const { method, path } = request;
    if (!SAFE_METHODS.has(method)) {
      const subject = { code: error.code, method, path };
      void this.refusals.record({ actor: actorOf(request), what: 'access.refused', subject });
    }
    throw error;
  }
}
