import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { type AppWindow, JOB_PATH } from './support/app-window.js';
import {
  expectAccessible,
  expectHidden,
  expectNoHorizontalOverflow,
  expectText,
  expectVisible,
  POLLING,
} from './support/expectations.js';
import { saveAsColleague } from './support/save-as-colleague.js';
import { TestEnvironment } from './support/test-environment.js';

let environment: TestEnvironment;
let admin: AppWindow;
let operator: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  admin = await environment.openWindow('admin', { as: 'admin' });
  operator = await environment.openWindow('operator', { as: 'admin' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const button = (name: string) => admin.page.getByRole('button', { name, exact: true });
const filter = () => admin.page.getByLabel('Filter', { exact: true });
const hours = () => admin.page.getByRole('textbox', { name: 'A plan can be approved for (hours)' });
const confirmation = () => admin.page.getByRole('dialog', { name: 'Save these changes?' });
const stored = async () =>
  (await (await admin.page.request.get('/api/batch-synchronizations/LDAPAddonBatchSync/settings')).json()).settings;
const storedFilter = async () => (await stored()).search.filter;
const storedHours = async () => (await stored()).approval.validHours;
let original: string;
const FEWER = '(&(objectClass=inetOrgPerson)(title=*))';

it('a change that shapes the result is saved only after it was confirmed, with its old and new value', async () => {
  await admin.goto(JOB_PATH);
  original = await filter().inputValue();
  await filter().fill(FEWER);
  await button('Save').click();

  const row = confirmation().getByRole('row', { name: 'Filter' });
  await expectVisible(row.getByText(original, { exact: true }));
  await expectVisible(row.getByText(FEWER));
  await expectAccessible(admin);
  await admin.page.keyboard.press('Escape');
  await expectHidden(confirmation());
  expect(await storedFilter()).toBe(original);

  await button('Save').click();
  await button('Save changes').click();
  await expectText(admin, 'Saved. ');
  expect(await storedFilter()).toBe(FEWER);
});

it('a change that does not shape the result is saved at once', async () => {
  await hours().fill('90');
  await button('Save').click();
  await expectVisible(admin.page.getByText('Saved. ').nth(1));
  expect(await confirmation().count()).toBe(0);
});

it('the history shows who saved what, and a version is restored through the form', async () => {
  await admin.page.getByRole('link', { name: 'Settings history' }).click();
  const table = admin.page.getByRole('table', { name: 'Settings history' });
  await expectVisible(table.getByRole('row', { name: '3 (in force)' }).getByText('A plan can be approved for (hours)'));
  await expectVisible(table.getByRole('row', { name: /^2/ }).getByText('Filter'));
  await expectVisible(table.getByRole('row', { name: /^2/ }).getByText('admin'));
  await expectVisible(table.getByRole('row', { name: /^1/ }).getByText('First version'));
  await expectAccessible(admin);
  await admin.setAppearance({ width: 360 });
  await expectNoHorizontalOverflow(admin);
  await admin.setAppearance({});

  await button('Compare version 1').click();
  const dialog = admin.page.getByRole('dialog', { name: 'Version 1 compared with the settings in force' });
  await expectVisible(dialog.getByRole('row', { name: 'Filter' }).getByText(original, { exact: true }));
  await expectAccessible(admin);
  await dialog.getByRole('link', { name: 'Restore in the form' }).click();

  await expectText(admin, 'The form contains version 1.');
  expect(await filter().inputValue()).toBe(original);
  expect(await storedFilter()).toBe(FEWER);
  expect(new URL(admin.page.url()).search).toBe('');
  await button('Save').click();
  await button('Save changes').click();
  await expectText(admin, 'Last saved');
  await expect.poll(storedFilter).toBe(original);
  expect(await hours().inputValue()).toBe('24');
  expect(admin.scriptErrors).toEqual([]);
});

it('unsaved settings are previewed, and the plan is applied once they are saved', async () => {
  const { page } = admin;
  await admin.goto(JOB_PATH);
  const rows = page.getByRole('table', { name: 'Mapping' }).locator('tbody tr');
  await rows
    .filter({ has: page.locator('input[value="title"]') })
    .getByRole('textbox')
    .first()
    .fill('departmentNumber');
  await button('Save').click();
  await confirmation().getByRole('button', { name: 'Preview changes' }).click();
  await expectText(admin, 'The preview is ready');
  await expectAccessible(admin);
  const address = await page.getByRole('link', { name: 'Open the preview' }).getAttribute('href');
  expect(await button('Save').isEnabled()).toBe(true);

  await operator.goto((address ?? '').replace('/operator/', ''));
  await expectText(operator, 'It can be applied once they are saved.');
  expect(await operator.page.getByRole('button', { name: 'Apply these changes' }).count()).toBe(0);

  const settings = operator.page.getByRole('region', { name: 'Settings of this plan' });
  await expectVisible(settings.getByText('departmentNumber'));
  await expectAccessible(operator);
  await operator.setAppearance({ width: 360 });
  await expectNoHorizontalOverflow(operator);
  await operator.setAppearance({});
  const form = await settings.getByRole('link', { name: 'Open in the form' }).getAttribute('href');

  // The window in which they were typed is lost.
  await button('Discard changes').click();
  await admin.goto((form ?? '').replace('/admin/', ''));
  await expectText(admin, 'The form contains the settings of the plan.');
  expect(new URL(page.url()).search).toBe('');
  // Of the department, and of the title.
  expect(await rows.locator('input[value="departmentNumber"]').count()).toBe(2);
  await button('Save').click();
  await button('Save changes').click();
  await expect.poll(() => button('Save').isDisabled(), POLLING).toBe(true);
  await operator.page.reload();
  await expectVisible(operator.page.getByRole('button', { name: 'Apply these changes' }));
  expect(await settings.count()).toBe(0);
  await operator.page.getByRole('button', { name: 'Apply these changes' }).click();
  const dialog = operator.page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Titles come from elsewhere');
  await dialog.getByRole('button', { name: 'Apply these changes' }).click();
  await expectText(operator, 'Approved by');
});

it('what shapes the result is confirmed also if somebody else saved meanwhile, and a label is not', async () => {
  const conflict = admin.page.getByRole('dialog', { name: 'Someone else changed these settings' });
  const saveChoices = conflict.getByRole('button', { name: 'Save', exact: true });
  await hours().fill('80');
  await saveAsColleague(environment, { approval: { validHours: 85 } });
  await button('Save').click();
  await saveChoices.click();
  await expect.poll(storedHours, POLLING).toBe(80);
  expect(await confirmation().count()).toBe(0);

  await filter().fill('(uid=a*)');
  await saveAsColleague(environment, { approval: { validHours: 90 } });
  await button('Save').click();
  await saveChoices.click();
  const row = confirmation().getByRole('row', { name: 'Filter' });
  await expectVisible(row.getByText('(uid=a*)'));
  expect(await confirmation().getByRole('row', { name: 'A plan can be approved for (hours)' }).count()).toBe(0);
  await expectHidden(conflict);
  await expectAccessible(admin);
  await confirmation().getByRole('button', { name: 'Cancel' }).click();
  expect([await filter().inputValue(), await hours().inputValue()]).toEqual(['(uid=a*)', '90']);
  expect(await storedFilter()).toBe(original);
  await button('Discard changes').click();
  expect(await filter().inputValue()).toBe(original);
});

it('once people are synchronized, the confirmation says how many a change may concern', async () => {
  await expectText(operator, 'Succeeded');
  await admin.goto(JOB_PATH);
  await filter().fill(FEWER);
  await button('Save').click();
  await expectVisible(confirmation().getByText(/^\d+ people are synchronized; some could be left out\.$/));
  await expectVisible(confirmation().getByText('Some of them can have consequences that are hard to see'));
  await expectAccessible(admin);
});
