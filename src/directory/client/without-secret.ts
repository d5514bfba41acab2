import type { SyncError } from '../../contract/sync-error.js';

const MASK = '***';

export function withoutSecret(text: string, secret: string): string {
  return secret === '' ? text : text.replaceAll(secret, MASK);
}

/** The error without a secret that a library or a server repeated in its message. */
export function errorWithoutSecret(error: SyncError, secret: string): SyncError {
  const { cause, params } = error;
  const { said } = params;
  const message = cause instanceof Error ? cause.message : '';
  const repeats = secret !== '' && [message, String(said ?? '')].some((text) => text.includes(secret));
  if (!repeats) return error;
  const masked = said === undefined ? params : { ...params, said: withoutSecret(String(said), secret) };
  return error.withCause(new Error(withoutSecret(message, secret)), masked);
}
