import type { OpenAPIObject } from '@nestjs/swagger';
import { getSchemaPath } from '@nestjs/swagger';

import { ErrorDto } from '../errors/error.dto.js';
import { DEFAULT_BODY_LIMITS } from './body-limits.decorator.js';

const METHODS = ['post', 'put', 'patch', 'delete'] as const;

const REFUSALS = {
  413: refusal('The body is larger than x-body-limits.bytes'),
  415: refusal('The body is not JSON in UTF-8'),
};

/** Adds the default limits, and the responses to a body that cannot be read, to all operations with a body. */
export function documentBodyLimits(document: OpenAPIObject): OpenAPIObject {
  for (const item of Object.values(document.paths)) {
    for (const operation of METHODS.flatMap((method) => item[method] ?? [])) {
      if (!operation.requestBody) continue;
      Object.assign(operation, { 'x-body-limits': DEFAULT_BODY_LIMITS, ...operation });
      Object.assign(operation.responses, REFUSALS);
    }
  }
  return document;
}

function refusal(description: string) {
  return { description, content: { 'application/json': { schema: { $ref: getSchemaPath(ErrorDto) } } } };
}
