import type { SettingWarning } from '../contract/jobs.js';
import { parseLdapUrl } from './rules/ldap-url.js';
import { settingWarning } from './setting-warning.js';

/** The ports of a directory and of a Global Catalog, without TLS and with it. */
const PORTS = { ldap: [389, 3268], ldaps: [636, 3269] } as const;

/** Addresses whose port is usually the one of the other scheme. A server may listen there all the same. */
export function portWarnings(urls: readonly string[]): readonly SettingWarning[] {
  return urls.flatMap((url, index) => {
    const { scheme, port } = parseLdapUrl(url);
    const other = scheme === 'ldap' ? 'ldaps' : 'ldap';
    const at = PORTS[other].findIndex((each) => each === port);
    if (at < 0) return [];
    const params = {
      url,
      port: String(port),
      scheme: `${scheme}://`,
      otherScheme: `${other}://`,
      usual: String(PORTS[scheme][at]),
    };
    return [settingWarning(`dataPool.urls.${index}`, 'ldapUrlUnusualPort', params)];
  });
}
