import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchChromium } from '../services/chromium.js';
import { aRun, COUNTS, NOW, runPage } from './error-states/recorded-answers.js';
import { expectAccessible, expectVisible } from './support/expectations.js';
import { RecordedApp } from './support/recorded-app.js';
import type { Answer } from './support/recorded-host.js';

let browser: Browser;
let app: RecordedApp;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const dialog = () => app.page.getByRole('dialog', { name: 'Revert this run' });

async function openForm(summary: Answer): Promise<void> {
  app = await RecordedApp.open(browser, 'operator', { language: 'en', role: 'operator' });
  const counts = { ...COUNTS, read: 1300, updated: 1300 };
  const run = aRun({ status: 'succeeded', effect: 'applied', endedAt: NOW, counts });
  await app.show('runs/run', [...runPage(run), ['GET /api/runs/run/summary', summary]]);
  await app.page.getByRole('button', { name: 'Revert', exact: true }).click();
  await expectVisible(dialog());
}

it('the form offers the fields that the run changed, with the number of changes that each turns back', async () => {
  const counted = (field: string, revertible: number) => ({ field, changes: 2000, replaced: 0, revertible });
  const fields = [counted('state', 3), counted('email', 1234), counted('attributes.costCenter', 12), counted('dn', 0)];
  await openForm({ json: { kinds: [], fields, patterns: [], problems: [] } });
  const options = dialog().getByLabel('Field').locator('option');
  expect(await options.allTextContents()).toEqual(['All fields', 'E-mail (1,234)', 'costCenter (12)', 'State (3)']);
  await dialog().getByLabel('Field').selectOption('attributes.costCenter');
  await expectAccessible(app);
});

it('fields that cannot be loaded say why, and all of them can be turned back nevertheless', async () => {
  await openForm({ status: 503, json: { code: 'DATABASE_UNREACHABLE', message: 'The database does not respond.' } });
  await expectVisible(dialog().getByText('The database does not respond.'));
  await dialog().getByRole('textbox', { name: 'Reason' }).fill('It was wrong');
  expect(await dialog().getByRole('button', { name: 'Make the plan' }).isEnabled()).toBe(true);
});
