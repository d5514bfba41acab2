import { parseDistinguishedName } from '../../mapping/distinguished-name.js';
import { isBelow } from '../../settings/rules/distinguished-name.js';
import { parseFilter } from '../../settings/rules/ldap-filter.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';
import { hostName, isHostName, type NamedController } from './service-records.js';

/** The objects of servers below the sites (MS-ADTS 6.1.1.2.2.1.2.1). Those that are no domain controllers have no reference. */
const SERVERS = '(&(objectClass=server)(dNSHostName=*)(serverReference=*))';
const ATTRIBUTES = ['dNSHostName', 'serverReference'];
const MAX_SERVERS = 1_000;

/** The domain controllers that the configuration of the forest lists for the domain of the connection; none elsewhere. */
export async function controllersInDirectory(connection: DirectoryConnection): Promise<readonly NamedController[]> {
  const { configurationNamingContext, defaultNamingContext } = connection.product;
  const servers = parseFilter(SERVERS);
  if (configurationNamingContext === undefined || defaultNamingContext === undefined || !servers.ok) return [];
  const { entries } = await connection.lookUp({
    baseDn: `CN=Sites,${configurationNamingContext}`,
    scope: 'sub',
    filter: servers.filter,
    attributes: ATTRIBUTES,
    size: MAX_SERVERS,
  });
  return entries
    .filter((entry) => isBelow(valueOf(entry, 'serverReference'), defaultNamingContext))
    .map((entry) => ({ host: hostName(valueOf(entry, 'dNSHostName')), priority: null, site: siteOf(entry.dn) }))
    .filter(({ host }) => isHostName(host))
    .toSorted((one, other) => one.host.localeCompare(other.host, 'en'));
}

function valueOf({ attributes }: SearchResultEntry, name: string): string {
  const found = attributes.find(({ type }) => type.toLowerCase() === name.toLowerCase());
  return String(found?.values[0] ?? '');
}

/** `CN=DC1,CN=Servers,CN=Stockholm,CN=Sites,...` stands in Stockholm. */
function siteOf(dn: string): string | null {
  return parseDistinguishedName(dn)?.[2]?.[0]?.value ?? null;
}
