import { isIP } from 'node:net';

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

import type { Actor } from './audit-record.js';

/**
 * Who sent the request. The address is the client's as the trusted proxies report it; the proxy's if what it reports is no
 * address, because proxies also pass on what clients send.
 */
export function actorOf(request: Request): Actor {
  const { user, ip = '', id, socket } = request as Request & { readonly id?: unknown };
  return {
    who: user?.userName ?? null,
    role: user?.role ?? null,
    by: user?.by ?? null,
    address: (isIP(ip) === 0 ? socket.remoteAddress : ip) ?? null,
    requestId: typeof id === 'string' ? id : null,
  };
}

/** Who sent the request, as a parameter of a handler. */
export const RequestActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(context.switchToHttp().getRequest<Request>()),
);
