import { ConnectionException } from '@mikro-orm/core';
import { HttpException } from '@nestjs/common';

import { SyncError, type FieldError, type MessageParameters } from '../../index.js';
import { HostError } from './host-error.js';
import { statusOf } from './status-of.js';

/** Kinds of body-parser's errors. */
const OF_BODY_PARSER = /^(entity|encoding|charset|request|stream)\./;
/** What Express' router says of a path that is no UTF-8; Nest turns its error into one of a bad request. */
const OF_ROUTER = /^Failed to decode param /;
/** Of the network, and of PostgreSQL: class 08 without what it says of a message (08P01), and a server that starts or stops. */
const DATABASE_AWAY = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|08(?!P01)...|57P0[123])$/;

/** What a request is refused with, before it is put into the reader's language. */
export interface ErrorResponse {
  readonly status: number;
  readonly code: string;
  readonly params: MessageParameters;
  readonly fields?: readonly FieldError[];
  readonly settings?: readonly FieldError[];
  readonly run?: object;
}

/** Finds what to answer; undefined when the error is nothing that a request may lead to. */
export function errorResponseFor(error: unknown): ErrorResponse | undefined {
  if (error instanceof HostError) {
    const { status, code, details } = error;
    return { status, code, params: {}, ...details };
  }
  if (error instanceof SyncError) return refusalOfCode(error);
  if (databaseIsAway(error)) return refusalOfCode(new SyncError('DATABASE_UNREACHABLE', { cause: error }));
  const http = httpError(error);
  return http && errorResponseFor(http);
}

function refusalOfCode({ code, params }: SyncError): ErrorResponse | undefined {
  const status = statusOf(code);
  return status === undefined ? undefined : { status, code, params };
}

/** Nest and the body parser throw errors of their own; here they become ours. */
function httpError(error: unknown): HostError | undefined {
  const { type } = (error ?? {}) as { type?: unknown };
  if (type === 'entity.too.large') return HostError.bodyTooLarge();
  if (typeof type === 'string' && OF_BODY_PARSER.test(type)) return HostError.bodyMalformed();
  if (!(error instanceof HttpException)) return undefined;

  const status = error.getStatus();
  if (status === 404) return HostError.notFound();
  if (status === 413) return HostError.bodyTooLarge();
  if (OF_ROUTER.test(error.message)) return HostError.addressMalformed();
  if (status >= 400 && status < 500) return HostError.bodyMalformed();
  return undefined;
}

function databaseIsAway(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return error instanceof ConnectionException || (typeof code === 'string' && DATABASE_AWAY.test(code));
}
