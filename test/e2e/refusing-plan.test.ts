import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchChromium } from '../services/chromium.js';
import { pagesOf } from './error-states/recorded-pages.js';
import { expectText } from './support/expectations.js';
import { RecordedApp } from './support/recorded-app.js';

const PAGE = 'why?who=ada';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

it('_Why?_ says why the plan that waits would refuse its change of the person', async () => {
  const app = await RecordedApp.open(browser, 'operator', { language: 'en', role: 'operator' });
  const answers = pagesOf('operator', 'en').find(([path]) => path === PAGE)?.[1] ?? [];
  await app.show(PAGE, answers);
  await expectText(app, 'changes this person, but the change would be refused: E-mail is pinned.');
  expect(await app.page.getByText('does not change this person').count()).toBe(0);
});
