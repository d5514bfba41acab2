/** SQLSTATE, as `pg` and PGlite carry it. */
const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * What was thrown, fit for a log: name, code and the way through the code, with its causes. The message is left out
 * where it may quote rows or parameters, as those of databases do.
 */
export function describeError(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  const message = mayQuoteRows(thrown, code) ? '' : thrown.message;
  const head = [thrown.name, code, message].filter(Boolean).join(' ');
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at (?!.*wasm:)/.test(line));
  const cause = thrown.cause instanceof Error ? `\ncaused by ${describeError(thrown.cause)}` : '';
  return [head, ...frames.slice(0, 12)].join('\n') + cause;
}

function mayQuoteRows(error: Error, code: string | undefined): boolean {
  return (code !== undefined && SQLSTATE.test(code)) || /Exception$|^DatabaseError$/.test(error.constructor.name);
}
