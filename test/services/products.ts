import path from 'node:path';

import { Slapd } from '../../scripts/slapd.js';
import { TestAuthority } from './certificates.js';
import { DirectoryServer389 } from './directory-server-389.js';
import { FREE_IPA_SCHEMA, freeIpaLdif } from './free-ipa.js';
import { ldif, peopleLdif } from './people.js';
import { ActiveDirectory } from './samba/active-directory.js';

export const PRODUCTS = ['Active Directory', 'FreeIPA', '389 Directory Server', 'OpenLDAP'] as const;
export type ProductName = (typeof PRODUCTS)[number];

/** A real directory of a product, and what an administrator enters to connect it. */
export interface ProductDirectory {
  /** For LDAPS; of OpenLDAP for StartTLS. */
  readonly url: string;
  /** PEM of the authority that signed its certificate, which no system trusts. */
  readonly ca: string;
  readonly user: string;
  readonly password: string;
  /** The user names of its active people, in alphabetical order. */
  readonly people: readonly string[];
  stop(): Promise<void>;
}

/**
 * Starts a directory of a product with a few people, among them someone who is not active, and with a computer in Active
 * Directory. It needs nothing but its programs, so that tests of every size can run the same story on each product:
 *
 *     const directories = PRODUCTS.map((name) => ({ name, started: startProduct(name, folder) }));
 *     afterAll(() => Promise.all(directories.map(async ({ started }) => (await started).stop())));
 *     it.each(directories)('$name', async ({ started }) => { const { url, user, password, people } = await started; ... });
 *
 * @param folder of the test, for a certificate and the data of OpenLDAP.
 */
export function startProduct(name: ProductName, folder: string): Promise<ProductDirectory> {
  return STARTS[name](folder);
}

const BASE = 'dc=example,dc=org';
const READER_OF_FREE_IPA = `uid=reader,cn=sysaccounts,cn=etc,${BASE}`;

const STARTS: Readonly<Record<ProductName, (folder: string) => Promise<ProductDirectory>>> = {
  'Active Directory': async () => {
    const domain = await ActiveDirectory.start({ ldif: DOMAIN_LDIF });
    // The account that reads is a person, too.
    return directoryOf(domain, { user: 'reader@corp.example', people: ['ada', 'reader'] });
  },
  FreeIPA: async () => {
    const server = await DirectoryServer389.start({ schema: FREE_IPA_SCHEMA, ldif: FREE_IPA_LDIF });
    const reads = `allow (read, search, compare) userdn="ldap:///${READER_OF_FREE_IPA}";`;
    await server.modify(BASE, { aci: `(targetattr="* || nsAccountLock")(version 3.0; acl "reader"; ${reads})` });
    await server.modify('', { objectClass: ['top', 'extensibleObject'], ipaTopologyPluginVersion: '1.0' });
    return directoryOf(server, { user: READER_OF_FREE_IPA, people: ['grace'] });
  },
  '389 Directory Server': async () => {
    const locked = ldif(`uid=gone,ou=people,${BASE}`, { ...person('gone'), nsAccountLock: 'TRUE' });
    const server = await DirectoryServer389.start({ ldif: `${peopleLdif(2)}${locked}` });
    return directoryOf(server, { user: server.readerDn, people: ['user000001', 'user000002'] });
  },
  OpenLDAP: async (folder) => {
    const authority = new TestAuthority(path.join(folder, 'tls'));
    const slapd = await Slapd.start({
      folder: path.join(folder, 'directory'),
      ldif: `${peopleLdif(2)}${ldif(`uid=gone,ou=people,${BASE}`, { ...person('gone'), employeeType: 'inactive' })}`,
      tls: { ...authority.issue(), caFile: authority.caFile },
    });
    const { url, readerDn: user, readerPassword: password } = slapd;
    const people = ['user000001', 'user000002'];
    return { url, ca: authority.pem, user, password, people, stop: () => slapd.stop() };
  },
};

function directoryOf(
  server: ActiveDirectory | DirectoryServer389,
  known: Pick<ProductDirectory, 'user' | 'people'>,
): ProductDirectory {
  const { ldapsUrl: url, ca, readerPassword: password } = server;
  return { url, ca, password, stop: () => server.stop(), ...known };
}

function person(name: string) {
  return { objectClass: 'inetOrgPerson', uid: name, cn: name, sn: name };
}

const DOMAIN_LDIF = [
  ldif('CN=Ada Lovelace,CN=Users,DC=corp,DC=example', {
    objectClass: 'user',
    sAMAccountName: 'ada',
    userPrincipalName: 'ada@corp.example',
    givenName: 'Ada',
    sn: 'Lovelace',
    mail: 'ada@corp.example',
    employeeID: '1001',
    department: 'Research',
    company: 'Example',
    userAccountControl: '544',
  }),
  ldif('CN=Gone,CN=Users,DC=corp,DC=example', {
    objectClass: 'user',
    sAMAccountName: 'gone',
    userAccountControl: '514',
  }),
  ldif('CN=LAPTOP7,CN=Computers,DC=corp,DC=example', {
    objectClass: 'computer',
    sAMAccountName: 'laptop7$',
    userAccountControl: '4128',
  }),
].join('');

const FREE_IPA_LDIF = [
  freeIpaLdif(BASE, { grace: 'users', staged: 'staged' }),
  ldif(`cn=etc,${BASE}`, { objectClass: 'nsContainer', cn: 'etc' }),
  ldif(`cn=sysaccounts,cn=etc,${BASE}`, { objectClass: 'nsContainer', cn: 'sysaccounts' }),
  ldif(READER_OF_FREE_IPA, {
    objectClass: ['account', 'simpleSecurityObject'],
    uid: 'reader',
    userPassword: 'Reads-Everything-1',
  }),
].join('');
