import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { demoTree } from '../../scripts/lib/demo-people.ts';
import { type AppWindow, JOB } from './support/app-window.js';
import { expectAccessible, expectVisible, POLLING } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';
import { typeQuickly } from './support/type-quickly.js';

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
const rowsOf = (table: string) => operator.page.getByRole('table', { name: table }).locator('tbody tr');
const dialog = () => operator.page.getByRole('dialog', { name: 'Synchronize this person now' });

async function openUser(): Promise<void> {
  await operator.goto('users?query=bobby.tables');
  await expect.poll(() => rowsOf('Users').count(), POLLING).toBe(1);
  await rowsOf('Users').first().getByRole('link').click();
  await expectVisible(section('Fields'));
}

it('the operator synchronizes one person from the page of the user and from "Why?", and finds these runs', async () => {
  await operator.goto('scheduled-jobs');
  await button(`Start ${JOB}`).click();
  await expectVisible(section('Results'));
  const bobby = demoTree().find(({ values }) => values['uid'] === 'bobby.tables');
  await environment.directory.modify(bobby?.dn ?? '', { title: 'Chief of tables' });

  await openUser();
  await button('Synchronize this person now').click();
  await expectVisible(dialog().getByText('Nobody else is changed.'));
  await expectAccessible(operator);
  await dialog().getByRole('button', { name: 'Preview changes' }).click();
  await expectVisible(operator.page.getByText('Would be updated'));
  await expectVisible(section('About this plan').getByText('Only this entry'));
  await expectAccessible(operator);

  await openUser();
  await button('Synchronize this person now').click();
  await dialog().getByRole('button', { name: 'Synchronize now' }).click();
  await expectVisible(section('About this run').getByText('Only this entry'));
  await openUser();
  await expectVisible(section('Fields').getByText('Chief of tables'));

  await operator.page.getByRole('link', { name: 'Why is this so?' }).click();
  await button('Synchronize this person now').click();
  await dialog().getByRole('button', { name: 'Synchronize now' }).click();
  await expectVisible(section('Results'));

  await operator.goto('scheduled-jobs/LDAPAddonBatchSync/runs');
  await expect.poll(() => rowsOf('Runs').count(), POLLING).toBe(4);
  await operator.page.getByRole('combobox', { name: 'People' }).click();
  await operator.page.getByRole('option', { name: 'One person', exact: true }).click();
  await expect.poll(() => rowsOf('Runs').count(), POLLING).toBe(3);
  await expectVisible(
    rowsOf('Runs')
      .first()
      .getByText(/^only cn=Robert/),
  );
  await expectAccessible(operator);
});

it('the list of users says that the directory has an entry for whom it found nobody, once the typing has paused', async () => {
  await operator.goto('scheduled-jobs');
  await button(`Start ${JOB}`).click();
  await expectVisible(section('Results'));
  const inactive = demoTree().find(({ values }) => values['employeeType'] === 'inactive');
  const name = String(inactive?.values['uid']);
  const asked: string[] = [];
  operator.page.on('request', (request) => request.url().includes('/api/why') && asked.push(request.url()));

  await operator.goto('users');
  const search = operator.page.getByRole('textbox', { name: 'Search', exact: true });
  await search.fill('xy');
  await expectVisible(operator.page.getByText('No users found'));
  await search.fill('');
  await typeQuickly(search, name);
  await expectVisible(
    operator.page.getByText('Nobody here, but the directory has an entry that could not be synchronized.'),
  );
  expect(asked).toHaveLength(1);
  await expectAccessible(operator);
  await operator.page.getByRole('status').getByRole('link', { name: 'Why?' }).click();
  await expectVisible(operator.page.getByText('The entry does not meet the filter of the job'));
});
