import { readFileSync } from 'node:fs';

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { expectAccessible, expectNoHorizontalOverflow, expectVisible, POLLING } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';
import { typeQuickly } from './support/type-quickly.js';
import { JOB, type AppWindow } from './support/app-window.js';

let environment: TestEnvironment;
let operator: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  operator = await environment.openWindow('operator', { as: 'operator' });
  await operator.goto('scheduled-jobs');
  await operator.page.getByRole('button', { name: `Start ${JOB}` }).click();
  await expectVisible(section('Results'));
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const section = (name: string) => operator.page.getByRole('region', { name, exact: true });
const openTab = (name: string | RegExp) => operator.page.getByRole('tab', { name }).click();
const changes = () => section('Changes').getByRole('table').locator('tbody tr');

it('selects the problems with one cause, and finds an entry by its DN', async () => {
  await openTab(/^Problems/);
  const cause = operator.page.getByRole('radiogroup', { name: 'Cause' }).getByText('Protected user (1)');
  await cause.click();
  await expect.poll(() => section('Problems').getByRole('table').locator('tbody tr').count(), POLLING).toBe(1);
  await operator.page.getByRole('radiogroup', { name: 'Cause' }).getByText('All', { exact: true }).click();
  await operator.page.getByRole('textbox', { name: 'Name, DN or value' }).fill('no such entry');
  await expectVisible(section('Problems').getByText('No problem matches the search.'));
});

it('loads more changes and filters them by kind, person and field', async () => {
  await openTab(/^Changes/);
  await expect.poll(() => changes().count(), POLLING).toBe(50);
  await section('Changes').getByRole('button', { name: 'Show more' }).click();
  await expectVisible(section('Changes').getByText('250 rows shown so far'));
  await section('Changes').getByText('Activated (0)', { exact: true }).first().click();
  await expectVisible(section('Changes').getByText('No change matches the search.'));
  await section('Changes')
    .getByText(/^Created \(\d+\)$/)
    .first()
    .click();
  await typeQuickly(operator.page.getByRole('textbox', { name: 'Name, e-mail or DN' }), 'bobby.tables');
  await expect.poll(() => changes().count(), POLLING).toBe(1);
  await expectAccessible(operator);
  const download = operator.page.waitForEvent('download');
  await section('Changes').getByRole('link', { name: 'Download CSV' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file).toContain('bobby.tables');
  expect(file.match(/,userName,/g)).toHaveLength(1);
});

it('browses all changes while scrolling, with only the rows near the visible ones in the page', async () => {
  const { page } = operator;
  await operator.goto(new URL(page.url()).pathname.replace('/operator/', ''));
  await openTab(/^Changes/);
  await section('Changes').getByRole('button', { name: 'Show more' }).click();
  const last = section('Changes').getByRole('table').locator('tr[aria-rowindex="940"]');
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 10_000);
      return last.isVisible();
    }, POLLING)
    .toBe(true);
  await expectVisible(section('Changes').getByText('939 rows in total'));
  expect(await changes().count()).toBeLessThan(100);
  await expectAccessible(operator);
  await operator.setAppearance({ width: 390 });
  await expectNoHorizontalOverflow(operator);
  await operator.setAppearance({});
});
