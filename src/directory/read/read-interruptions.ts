import type { ErrorCode } from '../../contract/error-codes.js';
import type { SyncError } from '../../contract/sync-error.js';
import type { DirectoryRead } from '../../engine/ports/directory-reader.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { isConnectionLost, UNREADABLE } from '../client/directory-errors.js';
import { isFailover } from '../client/fail-over.js';
import { RESULT, resultCodeName } from '../client/result-codes.js';
import { isValuesMissing } from './attribute-ranges.js';

/** Errors that make a read incomplete when they occur after the first page. */
export const INTERRUPTIONS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LDAP_UNREACHABLE',
  'LDAP_TIMEOUT',
  'LDAP_SEARCH_FAILED',
]);

const PASSING_REASONS: ReadonlySet<string> = new Set([
  UNREADABLE,
  resultCodeName(RESULT.busy),
  resultCodeName(RESULT.unavailable),
]);

/** A server that is busy, that sends what cannot be read or whose entries change meanwhile may answer the next time. */
export function interruptionOf(
  error: SyncError,
  connection: DirectoryConnection | undefined,
): DirectoryRead['interruption'] {
  const { reason } = error.params;
  if (isFailover(error)) return connection || wasAccepted(error) ? 'reading' : 'connecting';
  const passes = PASSING_REASONS.has(String(reason)) || isValuesMissing(error);
  return connection && passes ? 'reading' : null;
}

/** Whether one of the servers accepted the connection, and lost it before it had answered all that precedes a search. */
function wasAccepted(error: SyncError): boolean {
  const { cause } = error;
  return [error, ...(cause instanceof AggregateError ? cause.errors : [])].some(isConnectionLost);
}

/** In words. */
export function reasonOf(error: SyncError): string {
  if (error.code === 'LDAP_SEARCH_FAILED') return String(error.params['reason']);
  return error.code === 'LDAP_TIMEOUT' ? 'the server stopped responding' : 'the connection was lost';
}
