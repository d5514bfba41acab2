import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchChromium } from '../../services/chromium.js';
import { expectVisible } from '../support/expectations.js';
import { RecordedApp } from '../support/recorded-app.js';
import { aRun, COUNTS, NOW, runPage } from './recorded-answers.js';

/** Keys of users that a host may have. */
const KEYS = ['a/b', '50%', 'ada?x=1#y'];

let browser: Browser;
let app: RecordedApp;
beforeAll(async () => {
  browser = await launchChromium();
  app = await RecordedApp.open(browser, 'operator', { language: 'en', role: 'operator' });
});
afterAll(() => browser?.close());

const values = { userName: 'ada', displayName: 'Ada', state: 'active', source: 'LDAP', attributes: {} };
const answersOf = (key: string) =>
  [
    [
      `GET /api/users/${encodeURIComponent(key)}`,
      {
        json: {
          id: key,
          ...values,
          displayName: `Ada of ${key}`,
          at: null,
          knownSince: null,
          fields: {},
          links: [],
          pins: {},
        },
      },
    ],
    [`GET /api/users/${encodeURIComponent(key)}/history`, { json: { items: [], nextCursor: null } }],
  ] as const;

async function expectOpens(key: string): Promise<void> {
  await app.page.getByRole('link', { name: 'Ada', exact: true }).click();
  await expectVisible(app.page.getByRole('heading', { level: 1, name: `Ada of ${key}` }));
  expect(app.scriptErrors).toEqual([]);
}

it.each(KEYS)('a user with the key %s opens from the list of users', async (key) => {
  const items = [{ id: key, ...values }];
  await app.show('users', [['GET /api/users', { json: { items, nextCursor: null } }], ...answersOf(key)]);
  await expectOpens(key);
});

it.each(KEYS)('a user with the key %s opens from the changes of a run', async (key) => {
  const change = { id: '1', runId: 'run', kind: 'update', state: 'applied', dn: 'cn=ada', stableId: '1', userId: key };
  const items = [
    {
      ...change,
      formerStableId: null,
      formerDn: null,
      matchedBy: 'link',
      before: { title: 'a' },
      after: { displayName: 'Ada' },
      appliedAt: NOW,
    },
  ];
  const run = aRun({ status: 'succeeded', counts: { ...COUNTS, read: 1, updated: 1 } });
  const changes = ['GET /api/runs/run/changes', { json: { items, nextCursor: null } }] as const;
  await app.show('runs/run', [...runPage(run), changes, ...answersOf(key)]);
  await expectOpens(key);
});
