/** SQLSTATE, as the drivers of PostgreSQL and PGlite carry it. */
const SQLSTATE = /^[0-9A-Z]{5}$/;
const MOST_FRAMES = 12;

/** An error, fit for a log. */
export interface ErrorDescription {
  readonly type: string;
  readonly code?: string | number;
  /** Left out where it may quote rows or parameters, as the messages of databases do. */
  readonly message?: string;
  /** The call stack, innermost first; without frames of WebAssembly. */
  readonly stack?: readonly string[];
  readonly cause?: ErrorDescription;
}

/** What was thrown, with its causes, as structured data for a log. */
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
      .slice(0, MOST_FRAMES),
    ...(cause instanceof Error && { cause: errorDescription(cause) }),
  };
}

/** The same as text. */
export function describeError(thrown: unknown): string {
  return textOf(errorDescription(thrown));
}

function textOf({ type, code, message, stack = [], cause }: ErrorDescription): string {
  const head = [type, code, message].filter(Boolean).join(' ');
  return [head, ...stack].join('\n') + (cause ? `\ncaused by ${textOf(cause)}` : '');
}

/** PostgreSQL's errors have a SQLSTATE; MikroORM's carry one, or are named `...Exception`, as Nest's are. */
function isFromDatabase(error: Error, code: unknown): boolean {
  if ('getStatus' in error) return false;
  const isSqlState = typeof code === 'string' && SQLSTATE.test(code);
  return isSqlState || 'sqlState' in error || /Exception$|^DatabaseError$/.test(error.constructor.name);
}
