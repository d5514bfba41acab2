import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchChromium } from '../services/chromium.js';
import { JOB } from './error-states/recorded-answers.js';
import { JOB_API, settingsPage } from './error-states/recorded-settings.js';
import { expectText } from './support/expectations.js';
import { RecordedApp } from './support/recorded-app.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

it('changes cannot be discarded while they are saved: older values would look as if they had been typed', async () => {
  const app = await RecordedApp.open(browser, 'admin', { language: 'en', role: 'administrator' });
  const { page } = app;
  const filter = page.getByLabel('Filter', { exact: true });
  const discard = page.getByRole('button', { name: 'Discard changes' });
  const stored = (version: number, text: string) => ({ version, settings: { search: { filter: text } } });
  const opened = settingsPage('en', stored(1, '(uid=a)'));
  const { promise, resolve } = Promise.withResolvers<{ readonly json: unknown }>();
  await app.show(`batch-synchronization/${JOB}`, opened);
  await filter.fill('(uid=b)');
  expect(await discard.isEnabled()).toBe(true);

  app.give([...opened, [`PUT ${JOB_API}/settings`, promise]]);
  const sent = page.waitForFunction('document.querySelector("button[type=submit][data-loading]")');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await sent;
  expect(await discard.isDisabled()).toBe(true);

  resolve({ json: { ...stored(2, '(uid=b)'), errors: [], warnings: [], nextExecution: null } });
  await expectText(app, 'Saved.');
  expect(await filter.inputValue()).toBe('(uid=b)');
  await filter.fill('(uid=c)');
  await discard.click();
  expect(await filter.inputValue()).toBe('(uid=b)');
  await app.close();
});
