import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';

import { HostError } from '../errors/host-error.js';
import { BODY_LIMITS_KEY, DEFAULT_BODY_LIMITS, type BodyLimits } from './body-limits.decorator.js';
import { readBody } from './read-body.js';
import { inheritedName } from './structure-violation.js';

const MAX_PARAMETERS = 20;
const MAX_PATH_LENGTH = 1_024;
const WITHOUT_BODY = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Reads request bodies within the limits of their handler. As an interceptor, it runs after the guards, so that nobody
 * without permission makes the host parse a body, and before the pipes, which convert and validate it.
 */
@Injectable()
export class RequestLimitsInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    assertAddress(request);
    if (!WITHOUT_BODY.has(request.method)) await readBody(request, response, this.limitsOf(context));
    return next.handle();
  }

  private limitsOf(context: ExecutionContext): BodyLimits {
    return this.reflector.get<BodyLimits | undefined>(BODY_LIMITS_KEY, context.getHandler()) ?? DEFAULT_BODY_LIMITS;
  }
}

function assertAddress({ path, query }: Request): void {
  if (path.length > MAX_PATH_LENGTH) throw HostError.notFound();
  const names = Object.keys(query);
  const tooMany =
    names.length > MAX_PARAMETERS ? { code: 'tooManyFields', params: { limit: MAX_PARAMETERS } } : undefined;
  const violation = tooMany ?? inheritedName(names);
  if (violation) throw HostError.requestInvalid([{ field: '', message: violation.code, ...violation }]);
}
