import { expect, it } from 'vitest';

import { readReportLines } from '../../../src/cli/read-report-lines.js';
import { Texts } from '../../../src/cli/texts.js';

const REPORT = {
  complete: true,
  reason: null,
  server: 'ldap://dc1:3268',
  baseDn: 'dc=x',
  filter: '(uid=*)',
  pages: 5,
  entries: 45,
  referrals: 0,
  paged: true,
  startedAt: '',
  finishedAt: '',
};

it('says of an older read how much was read', () => {
  expect([...readReportLines(new Texts('en'), REPORT)]).toEqual(['entries read: 45 (pages: 5)']);
});

it('says all that is remarkable', () => {
  const report = {
    ...REPORT,
    referrals: 2,
    aliases: 1,
    counted: 44,
    withStableId: 43,
    stableIdAttribute: 'entryUUID\u0007',
    repeated: 1,
    restarts: 1,
    refusedPageSize: 200,
    pageSize: 50,
    globalCatalog: true,
    absentAttributes: ['carLicense'],
  };
  expect([...readReportLines(new Texts('en'), report)]).toEqual([
    'entries read: 45 (pages: 5)',
    'counted independently: 44',
    'with a stable ID: 43 of 45, 95.6%',
    String.raw`identified by: entryUUID\u0007`,
    'read more than once, counted once: 1',
    'referrals not followed: 2',
    'aliases not followed: 1',
    'read again from the first page: 1',
    'page size: 50, because the server refused 200',
    'read from a Global Catalog, which has only a part of the attributes',
    'attributes that no entry has: carLicense',
  ]);
});
