import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { launchChromium } from '../../services/chromium.js';
import { expectHidden, expectVisible } from '../support/expectations.js';
import { RecordedApp } from '../support/recorded-app.js';
import type { Answer } from '../support/recorded-host.js';
import { aRun, COUNTS, NOW, runPage } from './recorded-answers.js';

let browser: Browser;
let recorded: RecordedApp | undefined;
beforeAll(async () => {
  browser = await launchChromium();
});
afterEach(() => recorded?.close());
afterAll(() => browser?.close());

const rows = (...items: readonly object[]): Answer => ({ json: { items, nextCursor: null } });

const eventOf = (who: string) => ({
  id: who,
  at: NOW,
  who,
  role: 'operator',
  what: 'session.begin',
  outcome: 'done',
  subject: {},
  address: null,
  by: 'cookie',
  requestId: null,
  count: 1,
});

const changeOf = (userName: string, kind: string) => ({
  id: userName,
  runId: 'run',
  kind,
  state: 'applied',
  dn: `cn=${userName}`,
  stableId: userName,
  formerStableId: null,
  formerDn: null,
  userId: null,
  matchedBy: null,
  patterns: {},
  before: {},
  after: { displayName: userName },
  appliedAt: NOW,
});

interface FilteredList {
  readonly request: string;
  readonly filter: (app: RecordedApp) => Promise<void>;
  readonly next: object;
}

/** Shows ada, then grace. */
async function expectOldRowsUntilLoaded(app: RecordedApp, { request, filter, next }: FilteredList): Promise<void> {
  const { page } = app;
  const row = (name: string) => page.getByRole('table').getByText(name, { exact: true });
  const total = page.getByText(app.t('web:rows.shownAll', { count: 1 }), { exact: true });
  const busy = page.locator('[aria-busy=true]');
  await expectVisible(total);

  const loaded = Promise.withResolvers<Answer>();
  app.give([...app.given, [request, loaded.promise]]);
  await filter(app);
  await expectVisible(busy.and(page.locator(':has(table)')));
  await expectVisible(row('ada'));
  await expectHidden(total);
  await expectVisible(page.getByRole('status').filter({ hasText: app.t('web:loading') }));
  const opacity = await page.evaluate<string>('getComputedStyle(document.querySelector("[aria-busy=true]")).opacity');
  expect(Number(opacity)).toBeLessThan(1);

  loaded.resolve(rows(next));
  await expectVisible(row('grace'));
  await expectVisible(total);
  expect(await busy.count()).toBe(0);
}

describe('while the rows of another filter are loaded, the old ones stay, faded, without a total', () => {
  it('in the audit log', async () => {
    const app = (recorded = await RecordedApp.open(browser, 'admin', { language: 'en', role: 'administrator' }));
    await app.show('audit-log', [['GET /api/audit', rows(eventOf('ada'))]]);
    await expectOldRowsUntilLoaded(app, {
      request: 'GET /api/audit',
      filter: async ({ page, t }) => page.getByLabel(t('web:audit.who'), { exact: true }).fill('grace'),
      next: eventOf('grace'),
    });
  });

  it('in the changes of a run', async () => {
    const app = (recorded = await RecordedApp.open(browser, 'operator', { language: 'en', role: 'operator' }));
    const run = aRun({ counts: { ...COUNTS, read: 2, created: 1, updated: 1 } });
    await app.show('runs/run', [...runPage(run), ['GET /api/runs/run/changes', rows(changeOf('ada', 'create'))]]);
    await expectOldRowsUntilLoaded(app, {
      request: 'GET /api/runs/run/changes',
      filter: async ({ page, t }) =>
        page.getByRole('radiogroup').getByText(t('web:changes.updated'), { exact: true }).click(),
      next: changeOf('grace', 'update'),
    });
  });
});
