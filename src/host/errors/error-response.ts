import { ConnectionException } from '@mikro-orm/core';
import { HttpException } from '@nestjs/common';

import { databaseError, SyncError, type FieldError, type MessageParameters } from '../../index.js';
import { HostError } from './host-error.js';
import { statusOf } from './status-of.js';

/** Types of body-parser's errors. */
const BODY_PARSER_TYPES = /^(entity|encoding|charset|request|stream)\./;
/** Of these, those for a compression or charset that is not supported. */
const MEDIA_TYPES = /^(encoding|charset)\.unsupported$/;
/** Message of Express' router for a path that is not UTF-8. Nest turns the error into a BadRequestException. */
const ROUTER_MESSAGE = /^Failed to decode param /;
/** Network errors, PostgreSQL's class 08 without protocol violations (08P01), and a server that is starting or stopping. */
const DATABASE_UNREACHABLE_CODES = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|08(?!P01)...|57P0[123])$/;

/** The response to a failed request, before it is localized. */
export interface ErrorResponse {
  readonly status: number;
  readonly code: string;
  readonly params: MessageParameters;
  readonly fields?: readonly FieldError[];
  readonly settings?: readonly FieldError[];
  readonly run?: object;
}

/** Converts an error to a response. Undefined for unexpected errors. */
export function toErrorResponse(error: unknown): ErrorResponse | undefined {
  if (error instanceof HostError) {
    const { status, code, details } = error;
    return { status, code, params: {}, ...details };
  }
  if (error instanceof SyncError) return responseForCode(error);
  const database = databaseError(error);
  if (database) return responseForCode(database);
  if (isDatabaseUnreachable(error)) return responseForCode(new SyncError('DATABASE_UNREACHABLE', { cause: error }));
  const http = toHostError(error);
  return http && toErrorResponse(http);
}

function responseForCode({ code, params }: SyncError): ErrorResponse | undefined {
  const status = statusOf(code);
  return status === undefined ? undefined : { status, code, params };
}

/** Converts errors of Nest and body-parser to errors of the host. */
function toHostError(error: unknown): HostError | undefined {
  const { type } = (error ?? {}) as { type?: unknown };
  if (typeof type === 'string' && MEDIA_TYPES.test(type)) return HostError.mediaTypeUnsupported();
  if (typeof type === 'string' && BODY_PARSER_TYPES.test(type)) return HostError.bodyMalformed();
  if (!(error instanceof HttpException)) return undefined;

  const status = error.getStatus();
  if (status === 404) return HostError.notFound();
  if (ROUTER_MESSAGE.test(error.message)) return HostError.addressMalformed();
  if (status >= 400 && status < 500) return HostError.bodyMalformed();
  return undefined;
}

function isDatabaseUnreachable(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return error instanceof ConnectionException || (typeof code === 'string' && DATABASE_UNREACHABLE_CODES.test(code));
}
