import { expect, it } from 'vitest';

import { MappingRow } from '../../../src/settings/schema/mapping-row.js';
import { SearchBase, SearchExclusion } from '../../../src/settings/schema/search-statements.js';
import { sameSearchWarnings, searchWarnings } from '../../../src/settings/search-warnings.js';

const PEOPLE = SearchBase.of('ou=people,dc=x');

it('warns about each container of the exclusions that no base contains, whatever its kind', () => {
  const exclusions = [
    SearchExclusion.of('ou=leavers,ou=people,dc=x'),
    SearchExclusion.of('ou=leavers,dc=x'),
    SearchExclusion.of('ou=interns,ou=leavers,dc=x', 'include'),
    SearchExclusion.of('dc=x'),
  ];
  const found = searchWarnings({ bases: [PEOPLE], exclusions });
  expect(found.map(({ field, code }) => [field, code])).toEqual(
    [1, 2, 3].map((index) => [`search.exclusions.${index}.dn`, 'containerOutsideBases']),
  );
  expect(found[0]?.message).toBe(
    'ou=leavers,dc=x: No base contains this container, so listing it has no effect. Correct its DN or remove it.',
  );
});

it('accepts containers in one of several bases, however they are written, and any without a base', () => {
  const exclusions = [SearchExclusion.of('OU=Leavers, organizationalUnitName=staff,DC=X')];
  expect(searchWarnings({ bases: [PEOPLE, SearchBase.of('ou=staff,dc=x')], exclusions })).toEqual([]);
  expect(searchWarnings({ bases: [], exclusions })).toEqual([]);
});

it('warns of another job that reads the same people and maps them differently', () => {
  const aJob = (name: string, { dn = 'ou=people,dc=x', filter = '', attribute = 'uid' } = {}) => ({
    name,
    settings: {
      search: { bases: [SearchBase.of(dn)], exclusions: [], filter },
      mapping: [MappingRow.of(attribute, 'userName', true)],
    },
  });
  const own = aJob('plant-a');
  const others = [
    aJob('same-mapping'),
    aJob('other-base', { dn: 'ou=staff,dc=x', attribute: 'cn' }),
    aJob('other-filter', { filter: '(cn=a*)', attribute: 'cn' }),
    aJob('plant-b', { dn: 'OU=People, DC=X', attribute: 'cn' }),
  ];
  expect(sameSearchWarnings(own, others)).toMatchObject([
    { field: 'search.bases', code: 'searchOfOtherJob', params: { job: 'plant-b' } },
  ]);
});

it('compares the rows of two jobs by their field: another order, or a field that only one fills, overwrites nothing', () => {
  const rows = [MappingRow.of('uid', 'userName', true), MappingRow.of('sn', 'lastName')];
  const aJob = (name: string, mapping: MappingRow[]) => ({
    name,
    settings: { search: { bases: [PEOPLE], exclusions: [], filter: '' }, mapping },
  });
  const others = [
    aJob('other-order', rows.toReversed()),
    aJob('names-only', rows.slice(0, 1)),
    aJob('other-field', [MappingRow.of('uid', 'userName', true), MappingRow.of('sn', 'firstName')]),
    aJob('other-value', [MappingRow.of('cn', 'lastName'), MappingRow.of('uid', 'userName', true)]),
  ];
  expect(sameSearchWarnings(aJob('own', rows), others).map(({ params }) => params)).toEqual([{ job: 'other-value' }]);
});
