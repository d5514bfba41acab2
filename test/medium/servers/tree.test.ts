import { describe, expect, it } from 'vitest';

import { LdaptsDirectoryProposals } from '../../../src/directory/proposal/ldapts-directory-proposals.js';
import { containers } from '../directory/containers.js';
import { aDirectory, poolOf } from '../directory/test-directory.js';
import { aDirectoryServer389, anActiveDirectory, securePoolOf } from './test-servers.js';

const ROOT = 'dc=example,dc=org';
const ZURICH = String.raw`ou=Zürich\, Süd,${ROOT}`;
const UNITS = containers({ [ZURICH]: ['heidi', 'ueli'], [`ou=Lab,${ZURICH}`]: ['lab'], [`ou=empty,${ROOT}`]: [] });
const proposals = new LdaptsDirectoryProposals();

const slapd = await aDirectory({ ldif: UNITS });
const server389 = await aDirectoryServer389({ ldif: UNITS });
const activeDirectory = await anActiveDirectory();

describe.each([
  ['OpenLDAP', poolOf(slapd)],
  ['389 Directory Server', securePoolOf(server389)],
])('the tree of %s', (_product, source) => {
  it('has its roots above it, and containers with the number of people in them', async () => {
    const { containers: roots, defaultBase } = await proposals.tree(source, undefined);
    expect(roots.map(({ dn }) => dn)).toContain(ROOT);
    expect(defaultBase).toBe(ROOT);
    const level = await proposals.tree(source, ROOT);
    expect(level).toMatchObject({ hasMore: false, defaultBase: null });
    const [zurich, empty] = ['Süd', 'empty'].map((name) => level.containers.find(({ dn }) => dn.includes(name)));
    expect(zurich).toMatchObject({ hasChildren: true, people: { count: 3, isAtLeast: false } });
    expect(zurich?.stableId).toMatch(/^[0-9a-f-]{35,36}$/);
    expect(empty).toMatchObject({ hasChildren: false, people: { count: 0, isAtLeast: false } });
    const { containers: inZurich } = await proposals.tree(source, zurich?.dn);
    expect(inZurich).toMatchObject([{ people: { count: 1 } }]);
  });

  it('has nothing below an empty container, and refuses one that does not exist', async () => {
    expect(await proposals.tree(source, `ou=empty,${ROOT}`)).toMatchObject({ containers: [], hasMore: false });
    const nowhere = `ou=nowhere,${ROOT}`;
    await expect(proposals.tree(source, nowhere)).rejects.toMatchObject({
      code: 'LDAP_BASE_NOT_FOUND',
      params: { baseDn: nowhere },
    });
  });
});

it('the tree of Active Directory has its containers and organizational units', async () => {
  const source = securePoolOf(activeDirectory, { filter: '(&(objectCategory=person)(objectClass=user))' });
  const { containers: roots } = await proposals.tree(source, undefined);
  expect(roots[0]).toMatchObject({ dn: activeDirectory.baseDn, people: { isAtLeast: false } });
  const { containers: level } = await proposals.tree(source, activeDirectory.baseDn);
  const users = level.find(({ dn }) => dn.startsWith('CN=Users,'));
  expect(users?.people?.count).toBeGreaterThan(0);
  expect(level.some(({ dn }) => dn.startsWith('OU=Domain Controllers,'))).toBe(true);
});
