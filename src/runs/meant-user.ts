/**
 * The one of the known users whom `who` means: a key means its user alone, and names mean the users with a link first.
 * That a key is also the name of someone else is ambiguous.
 */
export function meantUser<T extends { readonly id: string }>(
  known: readonly T[],
  who: string,
  isLinked: (user: T) => boolean,
): T | 'ambiguous' | undefined {
  const linked = known.filter(isLinked);
  const isKey = known.some(({ id }) => id === who);
  const candidates = isKey || linked.length === 0 ? known : linked;
  return candidates.length > 1 ? 'ambiguous' : candidates[0];
}
