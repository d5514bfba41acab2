import { promisify } from 'node:util';

import { json } from 'express';
import type { Request, RequestHandler, Response } from 'express';

import { HostError } from '../errors/host-error.js';
import type { BodyLimits } from './body-limits.decorator.js';
import { structureViolation } from './structure-violation.js';

const parsers = new Map<number, RequestHandler>();

/**
 * Reads the JSON body of a request into `request.body`; an empty object if there is none. Throws
 * `MEDIA_TYPE_UNSUPPORTED`, `REQUEST_INVALID`, and the errors of body-parser for a body that is too large or malformed.
 */
export async function readBody(request: Request, response: Response, limits: BodyLimits): Promise<void> {
  if (hasBody(request)) {
    if (!request.is('json')) throw HostError.mediaTypeUnsupported();
    await promisify(parserOf(limits.bytes))(request, response).catch((error: unknown) => {
      throw refusalOf(error, limits);
    });
  }
  request.body ??= {};
  const violation = structureViolation(request.body, limits);
  if (violation) throw HostError.requestInvalid([violation]);
}

/** RFC 9112, section 6: a body is announced by one of two headers. Clients also announce an empty one. */
function hasBody({ headers }: Request): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && Number(length) !== 0);
}

function parserOf(bytes: number): RequestHandler {
  const parser = parsers.get(bytes) ?? json({ limit: bytes });
  parsers.set(bytes, parser);
  return parser;
}

/** What an error of body-parser is answered with. */
function refusalOf(error: unknown, limits: BodyLimits): unknown {
  const { type, code } = error as { readonly type?: unknown; readonly code?: unknown };
  if (type === 'entity.too.large') return HostError.bodyTooLarge(limits.bytes);
  return isDecompressionError(code) ? HostError.bodyMalformed() : error;
}

/** Errors of zlib have codes such as Z_DATA_ERROR and ERR__ERROR_FORMAT_PADDING_1, and no type of body-parser. */
function isDecompressionError(code: unknown): boolean {
  return typeof code === 'string' && /^(Z_|ERR__ERROR_)/.test(code);
}
