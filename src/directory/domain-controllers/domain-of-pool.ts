import { isIP } from 'node:net';

import { parseDistinguishedName } from '../../mapping/distinguished-name.js';
import { parseLdapUrl } from '../../settings/rules/ldap-url.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';

/** The domains to which a data pool may belong, the likeliest first. */
export function domainsOf({ bindDn, urls }: Pick<DataPoolSettings, 'bindDn' | 'urls'>): readonly string[] {
  const [, suffix = ''] = bindDn.includes('=') ? [] : bindDn.split('@');
  const hosts = urls.map((url) => parseLdapUrl(url).host).filter((host) => isIP(host) === 0);
  // The name of a domain is also the name of its domain controllers together.
  const ofHosts = hosts.flatMap((host) => [host.replace(/^[^.]+\./, ''), host]);
  const domains = [domainOfDn(bindDn), suffix, ...ofHosts].map((domain) => domain.toLowerCase());
  return [...new Set(domains)].filter((domain) => domain.includes('.'));
}

/** The DNS name of a DN that ends in domain components (RFC 2247); empty if it has none. */
export function domainOfDn(dn: string): string {
  const parts = (parseDistinguishedName(dn) ?? []).flat();
  return parts
    .filter(({ type }) => type.toLowerCase() === 'dc')
    .map(({ value }) => value)
    .join('.');
}
