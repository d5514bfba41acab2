import { describe, expect, it } from 'vitest';

import { MappingRow } from '../../../src/settings/schema/mapping-row.js';
import { CHECK_TIMEOUTS } from '../../../src/directory/client/timeouts.js';
import { ldif, peopleLdif } from '../../services/people.js';
import type { SourcePart } from '../../services/source-of.js';
import { check } from '../directory/a-connection-check.js';
import { aDirectory, poolOf, readAll } from '../directory/test-directory.js';
import { aDirectoryServer389, anActiveDirectory, securePoolOf } from './test-servers.js';

const BASE = 'dc=example,dc=org';
const [slapd, server389, domain] = await Promise.all([
  aDirectory({ ldif: peopleLdif(3) }),
  aDirectoryServer389({ ldif: peopleLdif(3) }),
  anActiveDirectory({
    ldif: ['user000001', 'user000002', 'user000003']
      .map((name) =>
        ldif(`CN=${name},CN=Users,DC=corp,DC=example`, {
          objectClass: 'user',
          sAMAccountName: name,
          mail: `${name}@corp.example`,
          userAccountControl: '544',
        }),
      )
      .join(''),
  }),
]);

const PRODUCTS = [
  {
    product: 'OpenLDAP',
    sourceOf: (part: SourcePart) => poolOf(slapd, part),
    operational: ['entryUUID', 'createTimestamp', 'cn;lang-sv', 'jpegPhoto;binary'],
    name: 'uid',
    misspelled: ['uidd', 'uid'],
    dn: `uid=user000003,ou=people,${BASE}`,
  },
  {
    product: '389 Directory Server',
    sourceOf: (part: SourcePart) => securePoolOf(server389, part),
    operational: ['nsUniqueId', 'nsAccountLock', 'entrydn', 'cn;lang-sv', 'userCertificate;binary'],
    name: 'uid',
    misspelled: ['uidd', 'uid'],
    dn: `uid=user000003,ou=people,${BASE}`,
  },
  {
    product: 'Active Directory',
    sourceOf: (part: SourcePart) => securePoolOf(domain, part),
    operational: ['objectGUID', 'whenChanged', 'msDS-UserPasswordExpiryTimeComputed', 'tokenGroups', 'canonicalName'],
    name: 'sAMAccountName',
    misspelled: ['samAcountName', 'sAMAccountName'],
    dn: 'CN=user000003,CN=Users,DC=corp,DC=example',
  },
] as const;

describe.each(PRODUCTS)('a check of $product', ({ sourceOf, operational, name, misspelled: [wrong, meant], dn }) => {
  const filter = `(${name}=user*)`;
  const checked = async (part: SourcePart, attributes: readonly string[] = []) => {
    const rows = attributes.map((attribute, index) => MappingRow.of(attribute, `attributes.a${index}`));
    const mapping = [MappingRow.of(name, 'userName', true), ...rows];
    const { steps, ...report } = await check(sourceOf({ filter, ...part }), mapping, CHECK_TIMEOUTS);
    return { ...report, search: steps[5], rights: steps[6] };
  };

  it('knows operational attributes, options and attributes that nobody has', async () => {
    const filters = operational.map((each) => `(${each}=*)`).join('');
    const { outcome, search, rights } = await checked({ filter: `(&${filter}(|${filter}${filters}))` }, operational);
    expect([outcome, search?.outcome, rights]).toMatchObject([
      'ready',
      'passed',
      { code: 'RIGHTS_SUFFICIENT', outcome: 'passed' },
    ]);
    expect(rights).not.toHaveProperty('further');
  });

  it('names what is misspelled in filter and mapping, and what is meant', async () => {
    const empty = await checked({ filter: `(${wrong}=user*)` });
    const lines = [
      { code: 'FILTER_ATTRIBUTE_UNKNOWN', params: { attribute: wrong } },
      { code: 'ATTRIBUTE_SIMILAR', params: { attribute: wrong, similar: expect.stringContaining(meant) as string } },
    ];
    expect(empty.search).toMatchObject({ code: 'SEARCH_EMPTY', outcome: 'failed', further: lines });
    const { outcome, search, rights } = await checked({ filter: `(|${filter}(${wrong}=x))` }, [wrong, 'noSuchThing']);
    const [main, similar] = lines;
    expect(outcome).toBe('ready');
    expect(search).toMatchObject({ ...main, outcome: 'warning', further: [similar, { code: 'SEARCH_FOUND' }] });
    expect(rights).toMatchObject({
      outcome: 'warning',
      code: 'ATTRIBUTE_MISSPELLED_WITHOUT_VALUES',
      params: { attribute: wrong },
      further: [{ code: 'ATTRIBUTE_UNKNOWN', params: { attribute: 'noSuchThing' } }],
    });
  });

  it('asks for those who must always be found, by DN and by stable id', async () => {
    const { entries } = await readAll(sourceOf({ filter: `(${name}=user000003)` }));
    const stableId = entries[0]?.stableId ?? '';
    const found = await checked({ canaries: [dn.toUpperCase(), stableId.toUpperCase()], pageSize: 1 });
    expect(found).toMatchObject({ outcome: 'ready', search: { outcome: 'passed' } });

    const unknown = stableId.replace(/^.{8}/, '00000000');
    const filterWithoutThem = `(${name}=user000001)`;
    const missing = await checked({ filter: filterWithoutThem, canaries: [dn, stableId, unknown, 'ui=x,dc=nowhere'] });
    expect(missing).toMatchObject({
      outcome: 'connected',
      reason: 'search',
      search: {
        code: 'CANARIES_NOT_FOUND',
        outcome: 'failed',
        params: { canaries: [dn, stableId, unknown, 'ui=x,dc=nowhere'].join('; ') },
        further: [{ code: 'SEARCH_FOUND' }, { code: 'CANARY_ATTRIBUTE_UNKNOWN', params: { attribute: 'ui' } }],
      },
    });
  });
});
