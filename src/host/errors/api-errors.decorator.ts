import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

import { ErrorDto } from './error.dto.js';

const DESCRIPTIONS = {
  400: 'The request is not valid',
  401: 'The request is not authenticated',
  403: 'The account lacks permission, or X-CSRF-Token is missing or invalid',
  404: 'Not found',
  409: 'Conflicts with the current state; see the code',
  429: 'Too many attempts; retry after Retry-After seconds',
  501: 'Not available yet',
  502: 'The directory refuses the connection or the search; see the code',
  504: 'The directory does not answer in time',
} as const;

type Status = keyof typeof DESCRIPTIONS;

/** Documents the error statuses of a handler. `Auth` adds those of authentication. */
export function ApiErrors(...statuses: readonly Status[]): MethodDecorator {
  return applyDecorators(
    ...statuses.map((status) => ApiResponse({ status, type: ErrorDto, description: DESCRIPTIONS[status] })),
  );
}
