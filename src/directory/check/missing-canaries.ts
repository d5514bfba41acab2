import { isStableId } from '../../settings/rules/canaries.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import { SyncError } from '../../contract/sync-error.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import type { FoundSearch } from '../containers/find-containers.js';
import { questionFilter } from '../lookup/question-filter.js';

/**
 * Those of the people who must always be found whom a read would not find: the bases, the exclusions and the filter
 * decide. Each is looked up, as they may come long after the first entries.
 */
export async function missingCanaries(
  connection: DirectoryConnection,
  { bases, scope }: Pick<FoundSearch, 'bases' | 'scope'>,
  canaries: readonly string[],
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const canary of canaries) {
    const found = isStableId(canary)
      ? await placesOfId(connection, bases, canary)
      : await dnsFound(connection, { baseDn: canary, scope: 'base', filter: connection.filter() });
    if (!found.some((dn) => scope.judge(dn).kind === 'inside')) missing.push(canary);
  }
  return missing;
}

async function placesOfId(
  connection: DirectoryConnection,
  bases: FoundSearch['bases'],
  id: string,
): Promise<readonly string[]> {
  const question = { value: id.toLowerCase(), attributes: [], orStableId: true };
  const hasId = questionFilter(question, connection.product.dialect);
  // An id that this directory cannot have.
  if (hasId.kind === 'or' && hasId.filters.length === 0) return [];
  const filter: LdapFilter = { kind: 'and', filters: [connection.filter(), hasId] };
  const found: string[] = [];
  for (const { dn, scope } of bases) {
    found.push(...(await dnsFound(connection, { baseDn: dn, scope: scope === 'oneLevel' ? 'one' : 'sub', filter })));
  }
  return found;
}

interface Asked {
  readonly baseDn: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly filter: LdapFilter;
}

/** None if the server does not show the place. */
async function dnsFound(connection: DirectoryConnection, asked: Asked): Promise<readonly string[]> {
  try {
    const { entries } = await connection.lookUp({ ...asked, attributes: ['1.1'], size: 2 });
    return entries.map(({ dn }) => dn);
  } catch (error) {
    if (error instanceof SyncError && (error.code === 'LDAP_RIGHTS_MISSING' || error.code === 'LDAP_BASE_NOT_FOUND')) {
      return [];
    }
    throw error;
  }
}
