import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { type AppWindow, JOB, JOB_PATH } from './support/app-window.js';
import { expectAccessible, expectHidden, expectText, expectVisible, POLLING } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';

const PLANT_JOB = `${JOB}: plant-2`;

let environment: TestEnvironment;
let admin: AppWindow;
let operator: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  admin = await environment.openWindow('admin', { as: 'admin' });
  operator = await environment.openWindow('operator', { as: 'operator' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const button = (name: string) => admin.page.getByRole('button', { name, exact: true });
const field = (name: string) => admin.page.getByRole('textbox', { name, exact: true });
const dialog = () => admin.page.getByRole('dialog');
const link = (name: string) => admin.page.getByRole('main').getByRole('link', { name, exact: true });
const rowsOf = (table: string) => operator.page.getByRole('table', { name: table }).locator('tbody tr');

it('the administrator sets up a data pool, from the list to a connection that works', async () => {
  await admin.goto();
  await link('Data pools').click();
  await expectVisible(link('default'));
  await link('New data pool').click();
  await field('Name').fill('plant');
  await button('Add a description').click();
  await field('Description').fill('The second plant');
  const { url, readerDn, readerPassword } = environment.directory;
  await field('Address of the directory').fill(url);
  await field('User').fill(readerDn);
  await field('Password').fill('wrong');
  await button('Next').click();
  await expectText(admin, 'The directory does not encrypt the connection');
  await button('Connect without encryption').click();
  await expectText(admin, /rejected the sign-in as "cn=reader/);
  await field('Password').fill(readerPassword);
  await button('Next').click();
  await button('Connect without encryption').click();
  await expectVisible(admin.page.getByRole('heading', { level: 2, name: 'Find people' }));

  await admin.goto('data-pools/plant');
  await link('Continue set-up').click();
  await link('Connect').click();
  await button('Next').click();
  await expectVisible(admin.page.getByRole('heading', { level: 2, name: 'Find people' }));
  await admin.goto('data-pools/plant');
  await button('Check connection').first().click();
  const steps = admin.page.getByRole('list', { name: 'Check connection' }).getByRole('listitem');
  await expectVisible(steps.filter({ hasText: 'Sign in to the directory – passed' }));
  await expectHidden(steps.filter({ hasText: 'failed' }));
  await expectAccessible(admin);
});

it('the administrator adds a second job on it, which finds people', async () => {
  await admin.goto('batch-synchronization');
  await button('New job').click();
  await dialog().getByLabel('Name', { exact: true }).fill('plant-2');
  await dialog().getByLabel('Description', { exact: true }).fill('People of the second plant');
  await dialog().getByRole('combobox', { name: 'Data pool' }).click();
  await admin.page.getByRole('option', { name: 'plant', exact: true }).click();
  await dialog().getByRole('button', { name: 'Create' }).click();
  await expectVisible(admin.page.getByRole('heading', { level: 1, name: PLANT_JOB }));
  await expectVisible(admin.page.getByText(environment.directory.url));

  await admin.page.getByLabel('Filter', { exact: true }).fill('(uid=bobby.tables)');
  await button('Save').click();
  await button('Save changes').click();
  await expectText(admin, 'Saved. The schedule is off.');
  await admin.goto(JOB_PATH);
  await expectVisible(admin.page.getByRole('heading', { level: 1, name: JOB }));
});

it('a data pool that a job uses cannot be deleted, and the refusal names the job', async () => {
  await admin.goto('data-pools/plant');
  await expectVisible(link(PLANT_JOB));
  await button('Delete').click();
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await expectVisible(dialog().getByRole('alert').getByText('plant-2'));
  await dialog().getByRole('button', { name: 'Cancel' }).click();
});

it('Operator lists both jobs, and starts the second one', async () => {
  await operator.goto('scheduled-jobs');
  await expect.poll(() => rowsOf('Scheduled jobs').count(), POLLING).toBe(2);
  await operator.page.getByRole('button', { name: `Start ${PLANT_JOB}` }).click();
  await expectVisible(operator.page.getByRole('region', { name: 'About this run' }).getByText(PLANT_JOB));
  await expectVisible(operator.page.getByRole('region', { name: 'Results' }).getByText('1', { exact: true }));
  await expectAccessible(operator);
});

it('a change of the data pool is confirmed with the people of its jobs, and restored from its history', async () => {
  const kind = () => admin.page.getByRole('combobox', { name: 'Kind of directory' });
  await admin.goto('data-pools/plant');
  await button('Check connection').first().click();
  await expectVisible(admin.page.getByRole('status').getByText('Connected', { exact: true }));
  await expectHidden(admin.page.getByLabel('Certificate authority'));
  await kind().click();
  await admin.page.getByRole('option', { name: 'Other LDAP directory' }).click();
  await button('Save').click();
  const confirmation = admin.page.getByRole('dialog', { name: 'Save these changes?' });
  await expectVisible(confirmation.getByText('what the next runs of all jobs on this data pool do'));
  await expectVisible(confirmation.getByText('1 person is synchronized and could be left out.'));
  await expectAccessible(admin);
  await confirmation.getByRole('button', { name: 'Save changes' }).click();
  await expectText(admin, 'The settings were saved.');

  await link('Settings history').click();
  const table = admin.page.getByRole('table', { name: 'Settings history' });
  await expectVisible(table.getByRole('row', { name: '3 (in force)' }).getByText('Kind of directory'));
  await expectVisible(table.getByRole('row', { name: /^2/ }).getByText('Servers'));
  await expectAccessible(admin);
  await button('Compare version 2').click();
  await expectVisible(dialog().getByRole('row', { name: 'Kind of directory' }).getByText('Automatic'));
  await dialog().getByRole('link', { name: 'Restore in the form' }).click();
  await expectText(admin, 'The form contains version 2.');
  expect(await kind().inputValue()).toBe('Automatic');
  await button('Save').click();
  await button('Save changes').click();
  await expect.poll(() => button('Save').isDisabled(), POLLING).toBe(true);
  expect(admin.scriptErrors).toEqual([]);
});

it('the further job is deleted, and then its data pool', async () => {
  await admin.goto('batch-synchronization/plant-2');
  await button('Delete').click();
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await expectText(admin, 'plant-2 was deleted.');
  await expectHidden(link(PLANT_JOB));
  await admin.goto('data-pools/plant');
  await expectText(admin, 'No job');
  await button('Delete').click();
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await expectText(admin, 'plant was deleted.');
  await expectVisible(link('default'));
  await expectHidden(link('plant'));
});
