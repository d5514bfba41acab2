import type { ErrorCode } from '../../contract/error-codes.js';
import { SyncError } from '../../contract/sync-error.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { TimeoutExceeded, withTimeout } from '../../contract/with-timeout.js';
import type { AllowedTargets } from './allowed-targets.js';
import type { Timeouts } from './timeouts.js';
import { DirectoryConnection } from './directory-connection.js';
import { connectFailed } from './directory-errors.js';

/**
 * Errors that are retried at the next server. A rejected bind is not one of them: each further attempt could lock the
 * account.
 */
const RETRIED_AT_NEXT_SERVER: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LDAP_HOST_NOT_FOUND',
  'LDAP_UNREACHABLE',
  'LDAP_TIMEOUT',
  'LDAP_TLS_FAILED',
]);

/**
 * Returns a bound connection, whose product is recognized, to the first available server of the pool. When none is available, throws the error of the
 * first server; its cause lists the errors of all servers.
 *
 * @param needsBase whether to throw `LDAP_BASE_NOT_FOUND` if it is not known where searches begin.
 */
export async function connectWithFailover(
  source: DirectorySource,
  timeouts: Timeouts,
  signal: AbortSignal,
  targets: AllowedTargets,
  needsBase = true,
): Promise<DirectoryConnection> {
  const errors: SyncError[] = [];
  for (const url of source.dataPool.urls) {
    try {
      const connection = await open(new DirectoryConnection(url, source, timeouts, targets), timeouts, signal);
      if (needsBase) assertBase(connection);
      return connection;
    } catch (error) {
      if (signal.aborted || !isFailover(error)) throw error;
      errors.push(error);
    }
  }
  throw summaryOf(errors);
}

function assertBase(connection: DirectoryConnection): void {
  try {
    connection.assertBase();
  } catch (error) {
    connection.close();
    throw error;
  }
}

export function isFailover(error: unknown): error is SyncError {
  return error instanceof SyncError && RETRIED_AT_NEXT_SERVER.has(error.code);
}

async function open(connection: DirectoryConnection, timeouts: Timeouts, signal: AbortSignal) {
  signal.throwIfAborted();
  const close = () => connection.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    const opening = openAndBind(connection);
    await (timeouts.server === undefined ? opening : withTimeout(timeouts.server, opening));
    return connection;
  } catch (error) {
    connection.close();
    throw error instanceof TimeoutExceeded ? connectFailed(connection.url, error) : error;
  } finally {
    signal.removeEventListener('abort', close);
  }
}

async function openAndBind(connection: DirectoryConnection): Promise<void> {
  await connection.resolve();
  await connection.connect();
  await connection.secure();
  await connection.bind();
  await connection.recognize();
}

function summaryOf(errors: readonly SyncError[]): SyncError {
  const [first] = errors;
  if (!first) return new SyncError('LDAP_UNREACHABLE', { params: { url: '' } });
  if (errors.length === 1) return first;
  return first.withCause(new AggregateError(errors));
}
