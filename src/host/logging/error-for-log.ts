interface LoggedError {
  readonly type: string;
  readonly code?: unknown;
  readonly message?: string;
  readonly stack?: readonly string[];
  readonly cause?: LoggedError;
}

/**
 * What a log says of an error. The message of a database's error holds the statement and its values, hence people's
 * names: of those only the kind and the code are told.
 */
export function errorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    ...(!isOfDatabase(error) && { message: error.message }),
    stack: (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at ')),
    ...(cause instanceof Error && { cause: errorForLog(cause) }),
  };
}

/** PostgreSQL's errors have a five-character SQLSTATE, and MikroORM's hold one. */
function isOfDatabase(error: Error): boolean {
  const { code, sqlState } = error as { code?: unknown; sqlState?: unknown };
  return sqlState !== undefined || (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code));
}
