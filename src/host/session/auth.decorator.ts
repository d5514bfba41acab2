import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';

import type { AccountRole } from '../database/identity-user.entity.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';

export const IS_PUBLIC_KEY = 'isPublic';
export const ROLE_KEY = 'role';

/** Makes a handler available without sign-in. */
export const Public = () => SetMetadata(IS_PUBLIC_KEY, true);

/**
 * Restricts a handler or a controller to a role and to administrators, and documents this in the OpenAPI document.
 * A handler with neither `Auth` nor `Public` is available to no one.
 */
export function Auth(role: AccountRole): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(ROLE_KEY, role), ApiBearerAuth(), ApiCookieAuth(), ApiErrors(401, 403));
}
