import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

import type { AccountRole } from '../database/identity-user.entity.js';
import { HostError } from '../errors/host-error.js';
import type { SignedIn } from './signed-in.js';

export const ACCESS = Symbol('access');
export type Access = AccountRole | 'anyone';

/** Who may call: this role, and administrators. A handler that says nothing about it lets nobody in. */
export const Roles = (role: AccountRole) => SetMetadata(ACCESS, role);

/** Needs no sign-in. */
export const Public = () => SetMetadata(ACCESS, 'anyone');

/** Who sends the request, as a parameter of a handler. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { signedIn } = context.switchToHttp().getRequest<Request>();
  if (!signedIn) throw HostError.notSignedIn();
  return signedIn;
});
