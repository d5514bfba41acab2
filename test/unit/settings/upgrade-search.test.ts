import { expect, it } from 'vitest';

import { completeSettings, mergeSettings } from '../../../src/settings/stored-settings.js';
import { upgradeSearch } from '../../../src/settings/upgrade-search.js';

const basesOf = (dn: string) => [{ dn, scope: 'subtree' }];
const activeRules = { disabled: false };
const earlier = {
  dataPool: { urls: ['ldap://a'], baseDn: 'dc=a', filter: '(cn=*)', canaries: ['uid=a'], activeRules },
};
const now = {
  dataPool: { urls: ['ldap://a'] },
  search: { bases: basesOf('dc=a'), filter: '(cn=*)', canaries: ['uid=a'], activeRules },
};

it.each([
  ['of earlier versions is moved', earlier, now],
  ['that is moved stays as it is', now, now],
  [
    'in both places is the one of the section',
    { ...earlier, search: { baseDn: 'dc=b' } },
    { ...now, search: { ...now.search, bases: basesOf('dc=b') } },
  ],
  ['that is not an object is refused later', { ...earlier, search: 7 }, { ...earlier, search: 7 }],
  ['of a data pool that is not an object is none', { dataPool: 'default' }, { dataPool: 'default' }],
  ['without a base begins where the directory says', { search: { baseDn: ' ' } }, { search: { bases: [] } }],
  ['with a base that is no text is refused later', { search: { baseDn: 7 } }, { search: { baseDn: 7 } }],
  ['of nothing is none', null, null],
])('the search %s', (_, given, expected) => expect(upgradeSearch(given)).toEqual(expected));

it('of earlier versions is completed, and merged into the one that is stored', () => {
  expect(completeSettings(earlier)).toMatchObject({
    search: { bases: basesOf('dc=a'), exclusions: [], activeRules: { disabled: false, locked: true } },
  });
  const merged = mergeSettings(now, { dataPool: { baseDn: 'dc=b', pageSize: 7 } });
  expect(merged).toEqual({
    dataPool: { ...now.dataPool, pageSize: 7 },
    search: { ...now.search, bases: basesOf('dc=b') },
  });
});
