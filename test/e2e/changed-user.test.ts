import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { type AppWindow, JOB } from './support/app-window.js';
import { expectAccessible, expectHidden, expectVisible, POLLING } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';

let environment: TestEnvironment;
let operator: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  operator = await environment.openWindow('operator', { as: 'operator' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const button = (name: string) => operator.page.getByRole('button', { name, exact: true });
const section = (name: string) => operator.page.getByRole('region', { name, exact: true });
const users = () => operator.page.getByRole('table', { name: 'Users' }).locator('tbody tr');

async function runToCompletion(): Promise<void> {
  await operator.goto('scheduled-jobs');
  await button(`Start ${JOB}`).click();
  await expectVisible(section('Results'));
}

async function openUser(): Promise<void> {
  await operator.goto('users?query=bobby.tables');
  await expect.poll(() => users().count(), POLLING).toBe(1);
  await users().first().getByRole('link').click();
  await expectVisible(section('Fields'));
}

it('the operator pins a value, and runs leave it alone until the pin is removed', async () => {
  await runToCompletion();
  await openUser();
  await button('Change user').click();
  const dialog = operator.page.getByRole('dialog', { name: 'Change user' });
  await dialog.getByRole('textbox', { name: 'Phone', exact: true }).fill('+1 555 0100');
  await dialog.getByRole('button', { name: 'Pin the changed fields' }).click();
  await expectVisible(dialog.getByLabel('Pinned until (optional)'));
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The switchboard answers');
  await expectAccessible(operator);
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expectHidden(dialog);
  await expectVisible(section('Fields').getByText(/Pinned by operator .*: The switchboard answers/));
  await expectVisible(section('History').getByText('Pinned: Phone'));
  await expectAccessible(operator);

  await runToCompletion();
  await operator.page.getByRole('link', { name: /1 user kept a pinned value/ }).click();
  await expect.poll(() => users().count(), POLLING).toBe(1);
  await expectVisible(users().first().getByText('Pinned: Phone'));
  await expectAccessible(operator);
  await openUser();
  await expectVisible(section('Fields').getByText('+1 555 0100'));
  await operator.page.getByRole('link', { name: 'Why is this so?' }).click();
  const mapping = operator.page.getByRole('table', { name: 'Mapping of the entry' });
  await expectVisible(mapping.getByText(/Pinned by operator .*: The switchboard answers/));
  await expectAccessible(operator);
  await operator.page.goBack();

  await button('Remove pin: Phone').click();
  const removal = operator.page.getByRole('dialog', { name: 'Remove pin: Phone' });
  await removal.getByRole('textbox', { name: 'Reason' }).fill('It answers no longer');
  await expectAccessible(operator);
  await removal.getByRole('button', { name: 'Remove pin' }).click();
  await expectHidden(removal);
  await expectVisible(section('History').getByText('Pin removed: Phone'));
  await expectVisible(section('History').getByText('Pins', { exact: true }).first());
  await expectHidden(button('Remove pin: Phone'));

  await runToCompletion();
  await openUser();
  await expectHidden(section('Fields').getByText('+1 555 0100'));
});

it('the operator changes a user by hand, asks why, and the next run restores the value of the directory', async () => {
  await runToCompletion();
  await openUser();
  await button('Change user').click();
  const dialog = operator.page.getByRole('dialog', { name: 'Change user' });
  await expectVisible(dialog.getByText('The next run restores the values of the directory'));
  await dialog.getByRole('textbox', { name: 'E-mail', exact: true }).fill('nobody');
  await dialog.getByRole('textbox', { name: 'Title', exact: true }).fill('Chief of tables');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Asked by phone');
  await expectAccessible(operator);
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expectVisible(dialog.getByText('Enter one e-mail address'));
  await dialog.getByRole('textbox', { name: 'E-mail', exact: true }).fill('bobby@new.example');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expectHidden(dialog);

  await expectVisible(section('Fields').getByText('Chief of tables'));
  await expectVisible(section('Fields').getByText(/^Written by operator .*: Asked by phone$/));
  await expectVisible(section('History').getByText('Changed by operator: Asked by phone'));
  await expectAccessible(operator);

  await operator.page.getByRole('link', { name: 'Why is this so?' }).click();
  await expectVisible(operator.page.getByText('The next run changes the values that differ'));
  await expectVisible(operator.page.getByText('The next run would change'));
  await expectVisible(operator.page.getByText(/^Written by operator .*: Asked by phone$/).first());
  await expectVisible(operator.page.getByRole('table', { name: 'Mapping of the entry' }));
  await expectAccessible(operator);
  await operator.page.getByRole('textbox', { name: 'Person' }).fill('nobody at all');
  await button('Ask').click();
  await expectVisible(operator.page.getByText('common name, stable ID or DN “nobody at all”'));

  await runToCompletion();
  await openUser();
  await expectVisible(section('History').getByText('Changed by operator: Asked by phone'));
  await expectHidden(section('Fields').getByText('Chief of tables'));
});
