import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';

import { HostError } from '../errors/host-error.js';
import { ACCESS, type Access } from './access.decorator.js';
import { csrfTokenIsRight } from './csrf.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets nobody in whom the handler does not name. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): true {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'anyone') return true;

    const request = context.switchToHttp().getRequest<Request>();
    const { signedIn } = request;
    if (!signedIn) throw HostError.notSignedIn();
    const allowed = access !== undefined && (signedIn.role === access || signedIn.role === 'administrator');
    if (!allowed) throw HostError.notAllowed();
    if (signedIn.by === 'cookie' && !SAFE.has(request.method) && !csrfTokenIsRight(request))
      throw HostError.csrfTokenWrong();
    return true;
  }
}
