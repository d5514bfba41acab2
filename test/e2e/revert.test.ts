import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { demoTree } from '../../scripts/lib/demo-people.ts';
import { type AppWindow, JOB } from './support/app-window.js';
import { expectAccessible, expectVisible, POLLING } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';

let environment: TestEnvironment;
let operator: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  operator = await environment.openWindow('operator', { as: 'operator' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const button = (name: string | RegExp) => operator.page.getByRole('button', { name });
const section = (name: string) => operator.page.getByRole('region', { name, exact: true });
const users = () => operator.page.getByRole('table', { name: 'Users' }).locator('tbody tr');

async function runToCompletion(): Promise<void> {
  await operator.goto('scheduled-jobs');
  await button(`Start ${JOB}`).click();
  await expectVisible(section('Results'));
}

it('the operator reverts one user of a run with a reason, as a plan', async () => {
  await runToCompletion();
  const bobby = demoTree().find(({ values }) => values['uid'] === 'bobby.tables');
  await environment.directory.modify(bobby?.dn ?? '', { mail: 'bobby@nordvik.example' });
  await runToCompletion();

  await button(/^Revert ./)
    .first()
    .click();
  const dialog = operator.page.getByRole('dialog', { name: 'Revert this run' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The old address was right');
  await expectAccessible(operator);
  await dialog.getByRole('button', { name: 'Make the plan' }).click();

  await button('Apply these changes').click();
  const approval = operator.page.getByRole('dialog', { name: 'Apply these changes' });
  await approval.getByRole('textbox', { name: 'Reason' }).fill('Checked');
  await approval.getByRole('button', { name: 'Apply these changes' }).click();
  await expectVisible(section('Results'));
  await expectVisible(section('About this run').getByText('The old address was right'));

  await operator.goto('users?query=bobby.tables@nordvik.example');
  await expect.poll(() => users().count(), POLLING).toBe(1);
  await users().first().getByRole('link').click();
  await section('History').getByRole('link', { name: 'State after this change' }).nth(1).click();
  await expectVisible(section('Fields').getByText('bobby@nordvik.example'));
  await expectVisible(operator.page.getByRole('link', { name: 'Show the present state' }));
});
