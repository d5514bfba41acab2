import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { type AppWindow, JOB_PATH } from './support/app-window.js';
import { expectAccessible, expectText } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';

let environment: TestEnvironment;
let admin: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  admin = await environment.openWindow('admin', { as: 'admin' });
  await admin.goto(JOB_PATH);
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const stored = async () => {
  const path = '/api/batch-synchronizations/LDAPAddonBatchSync/settings';
  const { settings } = await (await admin.page.request.get(path)).json();
  return settings.matching as readonly string[];
};
const rules = () => admin.page.getByRole('list', { name: 'Matching rules' }).getByRole('listitem').allInnerTexts();
const press = async (button: string) => {
  await admin.page.getByRole('button', { name: button, exact: true }).focus();
  await admin.page.keyboard.press('Enter');
};

it('shows the matching rules in their order', async () => {
  expect(await stored()).toEqual(['principalName', 'userName']);
  expect(await rules()).toEqual(['1. Principal name', '2. User name']);
  await expectAccessible(admin);
});

it('moves, adds and removes rules with the keyboard, and keeps the focus at what was moved', async () => {
  await admin.page.getByRole('combobox', { name: 'Add a field' }).click();
  await admin.page.getByRole('option', { name: 'Employee number', exact: true }).click();
  await press('Move Employee number up');
  await admin.page.keyboard.press('Enter');
  await expect.poll(rules).toEqual(['1. Employee number', '2. Principal name', '3. User name']);
  await press('Remove Principal name');
  await expect.poll(rules).toEqual(['1. Employee number', '2. User name']);

  await admin.page.getByRole('button', { name: 'Save', exact: true }).click();
  await admin.page.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(stored).toEqual(['employeeNumber', 'userName']);
});

it('says what it means to have none', async () => {
  await press('Remove Employee number');
  await press('Remove User name');
  await expectText(admin, 'No rules: existing users are found by their links only.');
});
