import type { ErrorCode } from './error-codes.js';
import { SyncError } from './sync-error.js';

/** Their texts have no parameters. */
type DatabaseCode = Extract<ErrorCode, `DATABASE_${string}`>;

/** What operators can solve, by SQLSTATE. */
const CODES: ReadonlyMap<string, DatabaseCode> = new Map([
  ['53100', 'DATABASE_FULL'],
  ['53200', 'DATABASE_OUT_OF_MEMORY'],
  ['53300', 'DATABASE_CONNECTIONS_EXHAUSTED'],
  ['53000', 'DATABASE_LIMIT_REACHED'],
  ['53400', 'DATABASE_LIMIT_REACHED'],
  ['25006', 'DATABASE_READ_ONLY'],
  ['42501', 'DATABASE_RIGHTS_MISSING'],
  ['58030', 'DATABASE_DISK_FAILED'],
  ['57014', 'DATABASE_TIMEOUT'],
  ['55P03', 'DATABASE_LOCKED'],
  ['57P01', 'DATABASE_UNREACHABLE'],
  ['57P02', 'DATABASE_UNREACHABLE'],
  ['57P03', 'DATABASE_UNREACHABLE'],
]);

/** The error for a state of the database that operators can solve; undefined for anything else that was thrown. */
export function databaseError(thrown: unknown): SyncError | undefined {
  const { code } = (thrown ?? {}) as { code?: unknown };
  const known = typeof code === 'string' ? CODES.get(code) : undefined;
  return known && new SyncError(known, { cause: thrown });
}
