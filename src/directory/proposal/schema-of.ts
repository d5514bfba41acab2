import { SyncError } from '../../contract/sync-error.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';
import { SCHEMA_ATTRIBUTES, type SchemaTexts } from './schema-names.js';

const ANY_ENTRY = { kind: 'present', attribute: 'objectClass' } as const;

/** The schema of the server (RFC 4512 section 4.4); undefined if it cannot be read. */
export async function schemaOf(connection: DirectoryConnection): Promise<SchemaTexts | undefined> {
  const { schemaDn } = connection.product;
  if (schemaDn === undefined) return undefined;
  const search = { baseDn: schemaDn, scope: 'base', filter: ANY_ENTRY, attributes: SCHEMA_ATTRIBUTES } as const;
  try {
    const [schema] = (await connection.lookUp({ ...search, size: 1 })).entries;
    const [attributeTypes, objectClasses, contentRules] = SCHEMA_ATTRIBUTES.map((name) => textsOf(schema, name));
    return attributeTypes?.length && objectClasses && contentRules
      ? { attributeTypes, objectClasses, contentRules }
      : undefined;
  } catch (error) {
    if (error instanceof SyncError && error.code !== 'LDAP_UNREACHABLE' && error.code !== 'LDAP_TIMEOUT')
      return undefined;
    throw error;
  }
}

function textsOf(entry: SearchResultEntry | undefined, attribute: string): readonly string[] {
  const found = entry?.attributes.find(({ type }) => type.toLowerCase() === attribute.toLowerCase());
  return (found?.values ?? []).filter((value) => typeof value === 'string');
}
