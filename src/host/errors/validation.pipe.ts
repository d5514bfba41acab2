import { ValidationPipe, type ValidationError } from '@nestjs/common';

import type { FieldError, MessageParameters } from '../../index.js';
import { VALUE_CODES } from '../../i18n/value-codes.js';
import { HostError } from './host-error.js';

/** Unknown fields that an error names. */
const NAMED_FIELDS = 5;
const NAME_LENGTH = 64;

/** What a decorator tells about its constraint: its own code, and the parameters of the text. */
type ConstraintContext = MessageParameters & { readonly code?: string };

/** Validates bodies and queries. Unknown properties are rejected. */
export function requestValidation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => HostError.requestInvalid(fieldErrorsOf(errors)),
  });
}

/**
 * One error for each invalid field, and one for all unknown fields. The code of a constraint is that of its context, or
 * of `VALUE_CODES`, or else `invalid`.
 */
export function fieldErrorsOf(errors: readonly ValidationError[]): readonly FieldError[] {
  const unknown = errors.filter((error) => isUnknown(error));
  const known = errors.filter((error) => !isUnknown(error));
  return [...unknownFields(unknown), ...known.flatMap((error) => fieldErrors(error))];
}

function unknownFields(errors: readonly ValidationError[]): FieldError[] {
  const [first] = errors;
  if (!first) return [];
  const fields = errors.slice(0, NAMED_FIELDS).map(({ property }) => property.slice(0, NAME_LENGTH));
  const params = { fields: fields.join(', '), count: errors.length };
  return [{ field: fields[0] ?? '', code: 'unknownField', params, message: 'unknownField' }];
}

function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = parent + error.property;
  const own = Object.keys(error.constraints ?? {}).map((constraint) => {
    const { code: named, ...params } = (error.contexts?.[constraint] ?? {}) as ConstraintContext;
    const code = error.value === undefined ? 'required' : (named ?? VALUE_CODES.get(constraint) ?? 'invalid');
    return { field, code, message: code, params };
  });
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}

function isUnknown({ constraints = {} }: ValidationError): boolean {
  return Object.hasOwn(constraints, 'whitelistValidation');
}
