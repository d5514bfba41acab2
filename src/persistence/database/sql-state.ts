/** An error of the database. `constraint`, `column`, `detail` and `message` are as PostgreSQL sends them. */
export interface SqlError {
  readonly code: string;
  readonly message: string;
  readonly constraint?: string;
  readonly column?: string;
  readonly detail?: string;
}

/** The database error; undefined when something else was thrown. */
export function sqlErrorOf(thrown: unknown): SqlError | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' && /^[0-9A-Z]{5}$/.test(thrown.code)
    ? (thrown as Error & SqlError)
    : undefined;
}

/** Errors that one row causes: data exception, integrity violation, exception of a trigger, value too large for an index. */
export function isRefusedData(thrown: unknown): boolean {
  return /^(22|23|44|P0001|54000)/.test(sqlErrorOf(thrown)?.code ?? '');
}

export function isUniqueViolation(thrown: unknown): boolean {
  return sqlErrorOf(thrown)?.code === '23505';
}

/** A statement waited for a lock longer than `lock_timeout`. */
export function isLockTimeout(thrown: unknown): boolean {
  return sqlErrorOf(thrown)?.code === '55P03';
}

/** A statement was cancelled on request. */
export function isCancelled(thrown: unknown): boolean {
  return sqlErrorOf(thrown)?.code === '57014';
}

export function isNotNullViolation(thrown: unknown): boolean {
  return sqlErrorOf(thrown)?.code === '23502';
}

/** How often a transaction is repeated after a serialization failure or a deadlock. */
export const MAX_RETRIES = 5;

/** Serialization failure or deadlock: a retry may succeed. */
export function isWorthRetrying(thrown: unknown): boolean {
  return /^(40001|40P01)$/.test(sqlErrorOf(thrown)?.code ?? '');
}

/** Excludes 08P01 (protocol violation): the connection still exists, and the statement would fail on any other. */
export function isConnectionLost(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return (
    /^(08(?!P01)...|57P0[1-5]|25P03|ECONNRESET|EPIPE|ETIMEDOUT|ECONNREFUSED)$/.test(code) ||
    /^Connection terminated|not queryable/.test(thrown.message)
  );
}
