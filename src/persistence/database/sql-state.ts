/** What the database says of an error. `constraint`, `column` and `message` are as PostgreSQL sends them. */
export interface SqlError {
  readonly code: string;
  readonly message: string;
  readonly constraint?: string;
  readonly column?: string;
}

/** The SQLSTATE error in what was thrown; undefined when it did not come from the database. */
export function sqlErrorOf(thrown: unknown): SqlError | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' && /^[0-9A-Z]{5}$/.test(thrown.code)
    ? (thrown as Error & SqlError)
    : undefined;
}

/** Data exception, integrity violation, a trigger's refusal, a value too large for an index: this row's own fault. */
export function isRefusedData(thrown: unknown): boolean {
  return /^(22|23|44|P0001|54000)/.test(sqlErrorOf(thrown)?.code ?? '');
}

export function isUniqueViolation(thrown: unknown): boolean {
  return sqlErrorOf(thrown)?.code === '23505';
}

/** Serialization failure or deadlock: the same again may well succeed. */
export function isWorthRetrying(thrown: unknown): boolean {
  return /^(40001|40P01)$/.test(sqlErrorOf(thrown)?.code ?? '');
}

/** Not 08P01, a violation of the protocol: the connection stands, and the same statement fails over each other too. */
export function isConnectionLost(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return (
    /^(08(?!P01)...|57P0[123]|ECONNRESET|EPIPE|ETIMEDOUT|ECONNREFUSED)$/.test(code) ||
    /^Connection terminated|not queryable/.test(thrown.message)
  );
}
