import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';

import type { AccountRole } from '../database/identity-user.entity.js';
import { Refused } from '../errors/refused.decorator.js';
import { AllowTo } from './access.decorator.js';

/** A handler, or all of a controller, for this role and administrators; the document of the API says so too. */
export function For(role: AccountRole): ClassDecorator & MethodDecorator {
  return applyDecorators(AllowTo(role), ApiBearerAuth(), ApiCookieAuth(), Refused(401, 403));
}
