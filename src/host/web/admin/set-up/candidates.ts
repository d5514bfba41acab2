/** An address to try, with its kind of connection. */
export interface Candidate {
  readonly url: string;
  readonly mode: 'ldaps' | 'starttls' | 'none';
}

const LDAPS_PORTS: ReadonlySet<string> = new Set(['636', '3269']);
const LDAP_PORTS: ReadonlySet<string> = new Set(['389', '3268']);

/**
 * The addresses that a typed one may mean, the preferred one first: without a scheme, LDAPS and then StartTLS. Never one without
 * encryption unless that is asked for.
 */
export function candidatesOf(typed: string, isEncrypted: boolean): readonly Candidate[] {
  const address = typed.trim();
  if (/^ldaps:\/\//i.test(address)) return [{ url: address, mode: 'ldaps' }];
  const rest = address.replace(/^ldap:\/\//i, '');
  const hasScheme = address.includes('://');
  const plain = { url: hasScheme ? address : `ldap://${rest}`, mode: isEncrypted ? 'starttls' : 'none' } as const;
  const port = /:(\d+)\/?$/.exec(rest)?.[1] ?? '';
  if (hasScheme || !isEncrypted || LDAP_PORTS.has(port)) return [plain];
  const ldaps = { url: `ldaps://${rest}`, mode: 'ldaps' } as const;
  return LDAPS_PORTS.has(port) ? [ldaps] : [ldaps, plain];
}
