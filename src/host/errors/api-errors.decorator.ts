import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

import { ErrorDto } from './error.dto.js';

const MEANING = {
  400: 'The request is not valid',
  401: 'Nobody is signed in',
  403: 'The account is not allowed to, or the X-CSRF-Token is missing or wrong',
  404: 'There is no such thing',
  409: 'The state of things does not allow it; the code says what is in the way',
  429: 'Too many attempts; Retry-After says when to go on',
  501: 'Not available yet',
} as const;

type Status = keyof typeof MEANING;

/** Declares the statuses that a handler refuses with, besides those of everybody who is signed in. */
export function ApiErrors(...statuses: readonly Status[]): MethodDecorator {
  return applyDecorators(
    ...statuses.map((status) => ApiResponse({ status, type: ErrorDto, description: MEANING[status] })),
  );
}
