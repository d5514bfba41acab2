import type { Access } from './access-settings.js';

/** An address to try, with its kind of connection. */
export interface Candidate {
  readonly url: string;
  readonly mode: 'ldaps' | 'starttls' | 'none';
}

const LDAPS_PORTS: ReadonlySet<string> = new Set(['636', '3269']);
const LDAP_PORTS: ReadonlySet<string> = new Set(['389', '3268']);

/**
 * The addresses that a typed one may mean, the preferred one first: without a scheme, LDAPS and then StartTLS. Never one without
 * encryption unless that is asked for. All servers of a data pool have one scheme.
 */
export function candidatesOf(
  { address, further }: Pick<Access, 'address' | 'further'>,
  isEncrypted: boolean,
): readonly Candidate[] {
  const candidates = meantBy(address, isEncrypted);
  const fitting = candidates.filter(({ url }) => further.every((each) => isLdaps(each) === isLdaps(url)));
  return fitting.length > 0 ? fitting : candidates;
}

function meantBy(typed: string, isEncrypted: boolean): readonly Candidate[] {
  const address = typed.trim();
  if (isLdaps(address)) return [{ url: address, mode: 'ldaps' }];
  const rest = address.replace(/^ldap:\/\//i, '');
  const hasScheme = address.includes('://');
  const plain = { url: hasScheme ? address : `ldap://${rest}`, mode: isEncrypted ? 'starttls' : 'none' } as const;
  const port = /:(\d+)\/?$/.exec(rest)?.[1] ?? '';
  if (hasScheme || !isEncrypted || LDAP_PORTS.has(port)) return [plain];
  const ldaps = { url: `ldaps://${rest}`, mode: 'ldaps' } as const;
  return LDAPS_PORTS.has(port) ? [ldaps] : [ldaps, plain];
}

function isLdaps(url: string): boolean {
  return /^ldaps:\/\//i.test(url);
}
