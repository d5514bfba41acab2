/** Class XX: internal error, corrupted data, corrupted index. */
export function isInternalError(thrown: unknown): boolean {
  const { code } = (thrown ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^XX[0-9A-Z]{3}$/.test(code);
}
