import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchChromium } from '../services/chromium.js';
import { aRun, COUNTS, NOW, runPage } from './error-states/recorded-answers.js';
import { expectNoHorizontalOverflow, expectVisible } from './support/expectations.js';
import { RecordedApp } from './support/recorded-app.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const KINDS = [
  { kind: 'create', changes: 12_345 },
  { kind: 'update', changes: 223_455 },
  { kind: 'activate', changes: 12 },
];
const CHANGE = {
  id: 'change',
  runId: 'run',
  kind: 'update',
  state: 'applied',
  matchedBy: 'link',
  dn: 'uid=ada',
  stableId: null,
  formerStableId: null,
  formerDn: null,
  userId: 'user',
  before: { title: 'Engineer' },
  after: { title: 'Director' },
  appliedAt: NOW,
  patterns: {},
  pinned: [],
};

const APPROVABLE = { plan: { next: 'approve', stale: null } };
const STATES: Readonly<Record<string, object>> = {
  apply: { status: 'succeeded', mode: 'apply' },
  plan: { status: 'planned', mode: 'plan', ...APPROVABLE },
  stopped: { status: 'stopped', mode: 'apply', ...APPROVABLE },
};

/** How many pixels of what is in these elements are cut off at their right edges, at most. */
const cutOff = ({ page }: RecordedApp, selector: string) =>
  page.evaluate<number>(`(() => {
    const endOf = (element) => element.getBoundingClientRect().right;
    const containers = [...document.querySelectorAll('${selector}')];
    const cut = containers.map((each) => Math.max(...[...each.querySelectorAll('*')].map(endOf)) - endOf(each));
    return Math.max(0, Math.round(Math.max(...cut)));
  })()`);

it.each([
  ['de', 'apply'],
  ['de', 'plan'],
  ['fr', 'apply'],
  ['fr', 'plan'],
  ['de', 'stopped'],
  ['fr', 'stopped'],
])('a run fits on a screen of 320 pixels: %s, %s', async (language, how) => {
  const app = await RecordedApp.open(browser, 'operator', { language, role: 'operator' });
  await app.page.setViewportSize({ width: 320, height: 700 });
  const counts = { ...COUNTS, read: 235_812, created: 12_345, updated: 223_455, activated: 12 };
  const run = aRun({ counts, hash: 'a', ...STATES[how] });
  await app.show('runs/run', [
    ...runPage(run),
    ['GET /api/runs/run/summary', { json: { kinds: KINDS, fields: [], patterns: [], problems: [] } }],
    ['GET /api/runs/run/changes', { json: { items: [CHANGE], nextCursor: null } }],
  ]);
  const kinds = app.page.getByRole('radiogroup', { name: app.t('web:changes.filter') });
  await expectVisible(kinds.getByText(/223.455/));
  await expectNoHorizontalOverflow(app);
  expect(await cutOff(app, '.mantine-SegmentedControl-root')).toBe(0);
  expect(await cutOff(app, 'table tbody')).toBe(0);
  expect(await cutOff(app, '.mantine-Alert-root')).toBe(0);
  expect(await cutOff(app, 'dl > div')).toBe(0);
  await app.close();
});
