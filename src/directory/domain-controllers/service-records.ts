import { once } from 'node:events';
import { Resolver } from 'node:dns/promises';

import { ldapUrlViolation } from '../../settings/rules/ldap-url.js';

/** A domain controller as DNS or the directory names it. */
export interface NamedController {
  readonly host: string;
  /** Absent: the usual one. */
  readonly port?: number;
  readonly priority: number | null;
  readonly site: string | null;
}

/** Reads the SRV records of a name. */
export type ServiceRecords = Pick<Resolver, 'resolveSrv'>;

/** One question to each DNS server of the system, without the usual repetitions: the administrator waits. */
export function systemRecords(): ServiceRecords {
  return new Resolver({ timeout: 2_000, tries: 1 });
}

/** The domain controllers that DNS names (MS-ADTS 6.3.2.3), the preferred ones first; none if it does not answer in time. */
export async function controllersInDns(
  records: ServiceRecords,
  domain: string,
  signal: AbortSignal,
): Promise<readonly NamedController[]> {
  if (signal.aborted) return [];
  const answer = records.resolveSrv(`_ldap._tcp.dc._msdcs.${domain}`).catch(() => []);
  const found = await Promise.race([answer, once(signal, 'abort').then(() => [])]);
  return found
    .map((record) => ({ ...record, host: hostName(record.name) }))
    .filter(({ host }) => isHostName(host))
    .toSorted((one, other) => one.priority - other.priority || other.weight - one.weight || compare(one, other))
    .map(({ host, port, priority }) => ({ host, port, priority, site: null }));
}

/** Names come from outside: what is no host name is left out. */
export function isHostName(name: string): boolean {
  return ldapUrlViolation(`ldap://${name}`) === undefined && /^[\w.-]+$/.test(name);
}

export function hostName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function compare(one: { readonly host: string }, other: { readonly host: string }): number {
  return one.host.localeCompare(other.host, 'en');
}
