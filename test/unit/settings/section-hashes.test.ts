import { expect, it } from 'vitest';

import { BatchSyncSettings } from '../../../src/settings/schema/batch-sync-settings.js';
import { SearchBase, SearchExclusion } from '../../../src/settings/schema/search-statements.js';
import { changedSections, sectionHashes } from '../../../src/settings/section-hashes.js';

function settings(change: (given: BatchSyncSettings) => void = () => undefined): BatchSyncSettings {
  const given = new BatchSyncSettings();
  Object.assign(given.dataPool, { urls: ['ldap://one'], bindDn: 'cn=reader', bindPassword: 'old' });
  given.search.bases = [SearchBase.of('dc=example')];
  change(given);
  return given;
}

it.each<[string, (given: BatchSyncSettings) => void, readonly string[]]>([
  ['nothing', () => undefined, []],
  ['the schedule', ({ schedule }) => Object.assign(schedule, { enabled: true, expression: '0 5 * * *' }), []],
  ['the approval', ({ approval }) => Object.assign(approval, { policy: 'never', fourEyes: true }), []],
  ['the password alone', ({ dataPool }) => (dataPool.bindPassword = 'new'), []],
  ['the page size', ({ dataPool }) => (dataPool.pageSize = 7), []],
  ['a time-out', ({ dataPool }) => (dataPool.responseSeconds = 7), []],
  ['the server name', ({ dataPool }) => (dataPool.tls.serverName = 'dc1'), ['connection']],
  ['those who must be found', ({ search }) => (search.canaries = ['uid=ada']), ['search']],
  ['the servers', ({ dataPool }) => (dataPool.urls = ['ldap://two']), ['connection']],
  ['the bind user', ({ dataPool }) => (dataPool.bindDn = 'cn=other'), ['connection']],
  ['the encryption', ({ dataPool }) => (dataPool.tls.mode = 'starttls'), ['connection']],
  ['the base', ({ search }) => (search.bases = [SearchBase.of('dc=other')]), ['search']],
  ['an exclusion', ({ search }) => search.exclusions.push(SearchExclusion.of('ou=x')), ['search']],
  ['the filter', ({ search }) => (search.filter = '(uid=a*)'), ['search']],
  ['a row of the mapping', ({ mapping }) => mapping.pop(), ['mapping']],
  ['a matching rule', ({ matching }) => matching.push('email'), ['mapping']],
  ['a limit', ({ limits }) => Object.assign(limits.names, { percent: 100 }), ['limits']],
  ['a limit switched off', ({ limits }) => Object.assign(limits.names, { enabled: false }), ['limits']],
  [
    'two sections',
    ({ limits, search }) =>
      void [Object.assign(limits.names, { people: 1 }), (search.bases = [SearchBase.of('dc=other')])],
    ['search', 'limits'],
  ],
])('%s', (_, change, sections) => {
  expect(changedSections(sectionHashes(settings()), sectionHashes(settings(change)))).toEqual(sections);
});

it('a setting that a later version adds is no change while it has its default', () => {
  const older = settings();
  Reflect.deleteProperty(older.limits, 'names');
  Reflect.deleteProperty(older.dataPool, 'dialect');
  Reflect.deleteProperty(older.dataPool.tls, 'mode');
  expect(changedSections(sectionHashes(older), sectionHashes(settings()))).toEqual([]);

  const other = settings(({ limits }) => Object.assign(limits.names, { people: 1 }));
  expect(changedSections(sectionHashes(older), sectionHashes(other))).toEqual(['limits']);
});

it('knows the settings about approvals, whose change by itself needs no approval', () => {
  const hash = (given: BatchSyncSettings) => sectionHashes(given).approval;
  expect(hash(settings(({ approval }) => Object.assign(approval, { policy: 'always' })))).not.toBe(hash(settings()));
  expect(hash(settings(({ limits }) => Object.assign(limits.names, { people: 1 })))).toBe(hash(settings()));
});

it('the filter that was the default before 0.5.0 is the same as then, and other than the one of the product', () => {
  const former = settings(({ search }) => (search.filter = '(objectClass=inetOrgPerson)'));
  const before = settings();
  Reflect.deleteProperty(before.search, 'filter');
  expect(changedSections(sectionHashes(before), sectionHashes(former))).toEqual([]);
  expect(changedSections(sectionHashes(former), sectionHashes(settings()))).toEqual(['search']);
});
