import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

import { HostError } from '../errors/host-error.js';
import type { AuthenticatedUser } from './authenticated-user.js';

/** The user who sent the request, as a parameter of a handler. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): AuthenticatedUser => {
  const { user } = context.switchToHttp().getRequest<Request>();
  if (!user) throw HostError.notSignedIn();
  return user;
});
