import { ValidationPipe, type ValidationError } from '@nestjs/common';

import type { FieldError, MessageParameters } from '../../index.js';
import { HostError } from './host-error.js';

/** Validates bodies and queries. Unknown properties are rejected. */
export function requestValidation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => HostError.requestInvalid(errors.flatMap((error) => fieldErrors(error))),
  });
}

function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = parent + error.property;
  const own = Object.entries(error.constraints ?? {}).map(([code, message]) => ({
    field,
    code,
    message,
    params: (error.contexts?.[code] ?? {}) as MessageParameters,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}
