import { SyncError } from '../../contract/sync-error.js';
import type { DirectoryConnection } from '../client/directory-connection.js';

/**
 * Whether the directory shows one of its naming contexts, as a server may accept an anonymous bind and then show nothing. Throws
 * `LDAP_RIGHTS_MISSING` if it shows none of them and says that it permits no one to read one.
 */
export async function showsBase(connection: DirectoryConnection): Promise<boolean> {
  let refused: SyncError | undefined;
  for (const dn of connection.product.namingContexts) {
    try {
      connection.enter({ dn, scope: 'subtree' });
      await connection.findBase();
      return true;
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      if (error.code === 'LDAP_RIGHTS_MISSING') refused ??= error;
      else if (error.code !== 'LDAP_BASE_NOT_FOUND') throw error;
    }
  }
  if (refused) throw refused;
  return false;
}
