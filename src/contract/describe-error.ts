/** SQLSTATE, the `code` of errors from PostgreSQL and PGlite. */
const SQLSTATE = /^[0-9A-Z]{5}$/;
const MAX_FRAMES = 12;

/** An error as structured data for a log. */
export interface ErrorDescription {
  readonly type: string;
  readonly code?: string | number;
  /** Omitted for database errors, whose messages quote rows and parameters. */
  readonly message?: string;
  /** The call stack, innermost frame first, without WebAssembly frames. */
  readonly stack?: readonly string[];
  readonly cause?: ErrorDescription;
}

/** Describes anything that was thrown, with its causes. */
export function errorDescription(thrown: unknown): ErrorDescription {
  if (!(thrown instanceof Error)) return { type: typeof thrown };
  const { code, cause } = thrown as { code?: unknown; cause?: unknown };
  return {
    type: thrown.name,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(!isFromDatabase(thrown, code) && { message: thrown.message }),
    stack: (thrown.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at (?!.*wasm:)/.test(line))
      .slice(0, MAX_FRAMES),
    ...(cause instanceof Error && { cause: errorDescription(cause) }),
  };
}

/** The description as text. */
export function describeError(thrown: unknown): string {
  return textOf(errorDescription(thrown));
}

function textOf({ type, code, message, stack = [], cause }: ErrorDescription): string {
  const head = [type, code, message].filter(Boolean).join(' ');
  return [head, ...stack].join('\n') + (cause ? `\ncaused by ${textOf(cause)}` : '');
}

/** PostgreSQL errors have a SQLSTATE. MikroORM errors have one or are named `...Exception`, like Nest's, which have a status. */
function isFromDatabase(error: Error, code: unknown): boolean {
  if ('getStatus' in error) return false;
  const isSqlState = typeof code === 'string' && SQLSTATE.test(code);
  return isSqlState || 'sqlState' in error || /Exception$|^DatabaseError$/.test(error.constructor.name);
}
