import { parseLdapUrl } from '../../settings/rules/ldap-url.js';

/** Ports of the Global Catalog of Active Directory, without and with TLS (MS-ADTS 3.1.1.3.1.10). */
const PORTS: ReadonlySet<number> = new Set([3268, 3269]);

/** Whether a server is a Global Catalog: it knows everyone in the forest, but only a part of the attributes. */
export function isGlobalCatalog(url: string): boolean {
  return url !== '' && PORTS.has(parseLdapUrl(url).port);
}
