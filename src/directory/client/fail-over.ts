import type { ErrorCode } from '../../contract/error-codes.js';
import { SyncError } from '../../contract/sync-error.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import { TimeoutExceeded, withTimeout } from '../../contract/timeouts.js';
import type { Timeouts } from './timeouts.js';
import { DirectoryConnection } from './directory-connection.js';
import { connectFailed } from './directory-errors.js';

/** What another server may not suffer from. A refused bind is no such thing: each further try could lock the account. */
const OTHER_SERVER_MAY_DO: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LDAP_HOST_NOT_FOUND',
  'LDAP_UNREACHABLE',
  'LDAP_TIMEOUT',
  'LDAP_TLS_FAILED',
]);

/**
 * A bound connection to the first server of the pool that gives one. When none does, throws the error of the first
 * server, with those of all as its cause.
 */
export async function connectWithFailover(
  pool: DataPoolSettings,
  timeouts: Timeouts,
  signal: AbortSignal,
): Promise<DirectoryConnection> {
  const errors: SyncError[] = [];
  for (const url of pool.urls) {
    try {
      return await open(url, pool, timeouts, signal);
    } catch (error) {
      if (signal.aborted || !isFailover(error)) throw error;
      errors.push(error);
    }
  }
  throw summary(errors);
}

export function isFailover(error: unknown): error is SyncError {
  return error instanceof SyncError && OTHER_SERVER_MAY_DO.has(error.code);
}

async function open(url: string, pool: DataPoolSettings, timeouts: Timeouts, signal: AbortSignal) {
  signal.throwIfAborted();
  const connection = new DirectoryConnection(url, pool, timeouts);
  const close = () => connection.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    const opening = takeSteps(connection);
    await (timeouts.server === undefined ? opening : withTimeout(timeouts.server, opening));
    return connection;
  } catch (error) {
    connection.close();
    throw error instanceof TimeoutExceeded ? connectFailed(url, error) : error;
  } finally {
    signal.removeEventListener('abort', close);
  }
}

async function takeSteps(connection: DirectoryConnection): Promise<void> {
  await connection.resolve();
  await connection.connect();
  await connection.secure();
  await connection.bind();
}

function summary(errors: readonly SyncError[]): SyncError {
  const [first] = errors;
  if (!first) return new SyncError('LDAP_UNREACHABLE', { params: { url: '' } });
  if (errors.length === 1) return first;
  return new SyncError(first.code, { params: first.params, cause: new AggregateError(errors) });
}
