import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';

import type { AccountRole } from '../database/identity-user.entity.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { Roles } from './access.decorator.js';

/** A handler, or all of a controller, for this role and administrators; the document of the API says so too. */
export function Auth(role: AccountRole): ClassDecorator & MethodDecorator {
  return applyDecorators(Roles(role), ApiBearerAuth(), ApiCookieAuth(), ApiErrors(401, 403));
}
