import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { PASSWORDS } from '../services/host.js';
import { type AppWindow, JOB } from './support/app-window.js';
import {
  expectAccessible,
  expectHidden,
  expectNoHorizontalOverflow,
  expectText,
  expectVisible,
  POLLING,
} from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';

const API = '/api/batch-synchronizations/LDAPAddonBatchSync';

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

const button = (name: string | RegExp) => operator.page.getByRole('button', { name });
const notice = ({ page }: AppWindow) => page.getByRole('region', { name: '1 plan waits for approval' });
const announced = () => operator.page.getByRole('status').filter({ hasText: '1 plan waits for approval' });
const boxes = () => operator.page.getByRole('checkbox', { name: /^Select (?!all)/ });
const selectAll = () => operator.page.getByRole('checkbox', { name: /^Select all/ });

async function save(settings: object): Promise<void> {
  const { request } = admin.page;
  const { csrfToken } = await (await request.get('/api/session')).json();
  const headers = { 'X-CSRF-Token': String(csrfToken) };
  expect((await request.put(`${API}/settings`, { headers, data: { settings } })).status()).toBe(200);
}

/** Maps the last name to another attribute. */
async function mapLastName(attribute: string): Promise<void> {
  const { settings } = await (await admin.page.request.get(`${API}/settings`)).json();
  const mapping = settings.mapping.map((row: { readonly field: string }) =>
    row.field === 'lastName' ? { ...row, attribute } : row,
  );
  await save({ mapping, limits: { changes: { enabled: false } } });
}

const job = async () => (await (await operator.page.request.get('/api/batch-synchronizations')).json())[0];

it('selected users of a run are reverted together', async () => {
  await operator.goto('scheduled-jobs');
  await button(`Start ${JOB}`).click();
  await expectVisible(operator.page.getByRole('region', { name: 'Results', exact: true }));

  await expectVisible(boxes());
  await boxes().first().focus();
  await operator.page.keyboard.press('Space');
  await expectText(operator, '1 user selected');
  await selectAll().click();
  await expectText(operator, '50 users selected');
  await expectAccessible(operator);
  await selectAll().click();
  await expectHidden(button('Revert selected'));
  await boxes().nth(0).check();
  await boxes().nth(1).check();
  await button('Revert selected').click();
  const dialog = operator.page.getByRole('dialog', { name: 'Revert this run' });
  await expectVisible(dialog.getByText('Only the changes of 2 selected users are turned back.'));
  await expectAccessible(operator);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Came too early');
  await dialog.getByRole('button', { name: 'Make the plan' }).click();
  await expectVisible(operator.page.getByText('2 users', { exact: true }));
  await expectVisible(operator.page.getByText('Would be updated'));
  expect(await operator.page.getByText('The next scheduled run would do the same again').count()).toBe(0);

  await save({ schedule: { enabled: true, expression: '0 0 2 * * *', timeZone: 'Etc/UTC' } });
  await operator.page.reload();
  await expectText(operator, 'The next scheduled run would do the same again');
  await expectText(operator, /would change 2 of these users again/);
  await expectAccessible(operator);
  await operator.takeScreenshot('operator-revert');
});

it('the values that a revert has written are pinned together, so that the next run leaves them alone', async () => {
  await expectText(operator, /They can be pinned here once this plan is applied\.$/);
  await button('Apply these changes').click();
  const apply = operator.page.getByRole('dialog', { name: 'Apply these changes' });
  await apply.getByRole('textbox', { name: 'Reason' }).fill('Checked');
  await apply.getByRole('button', { name: 'Apply these changes' }).click();

  await button('Pin the reverted values').click();
  const dialog = operator.page.getByRole('dialog', { name: 'Pin the reverted values' });
  await expectAccessible(operator);
  await dialog.getByLabel('Pinned until').fill('2020-01-01');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('They start next month');
  await dialog.getByRole('button', { name: 'Pin the reverted values' }).click();
  await expectVisible(dialog.getByText('Must be in the future.'));
  await dialog.getByLabel('Pinned until').fill('');
  await dialog.getByRole('button', { name: 'Pin the reverted values' }).click();
  await expectText(operator, 'Values of 2 users are pinned.');
  await expectHidden(operator.page.getByText('The next scheduled run would do the same again'));
  await save({ schedule: { enabled: false } });
});

it('a plan that waits is announced on every page until the user hides it, and again after the next sign-in', async () => {
  await mapLastName('cn');
  await save({ schedule: { enabled: true, expression: '* * * * * *', timeZone: 'Etc/UTC' } });
  await expect.poll(async () => (await job()).waitingPlan !== null, POLLING).toBe(true);
  await save({ schedule: { expression: '0 0 2 * * *' } });

  await operator.goto('users');
  await expectVisible(notice(operator));
  expect(await announced().count()).toBe(1);
  await expectAccessible(operator);
  await expectNoHorizontalOverflow(operator);
  await admin.goto('audit-log');
  await expectVisible(notice(admin));

  await button('Hide until the next sign-in').click();
  await expectHidden(notice(operator));
  await operator.goto('cache');
  await expectText(operator, 'Clear cache');
  expect(await notice(operator).count()).toBe(0);
  await operator.goto('scheduled-jobs');
  await expectVisible(notice(operator));
  await expectText(operator, /scheduled runs that would only make the same plan again are left out/);

  await button('Account of operator').click();
  await operator.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expectVisible(operator.page.getByRole('heading', { name: 'Sign in' }));
  await operator.signIn('operator', PASSWORDS.operator);
  await expectVisible(button('Account of operator'));
  await operator.goto('cache');
  await expectVisible(notice(operator));
});

it('a plan that nobody decided in time needs attention until there is a newer one', async () => {
  await mapLastName('givenName');
  await operator.goto('scheduled-jobs');
  await expectText(
    operator,
    /can no longer be applied, because settings that shape it have changed\. Make a new one\.$/,
  );
  expect(await notice(operator).count()).toBe(0);
  await expectAccessible(operator);

  await button(/^Preview changes of /).click();
  await expectText(operator, 'What a run would do');
  await operator.goto('scheduled-jobs');
  await expectVisible(operator.page.getByRole('table', { name: 'Scheduled jobs' }));
  await expect.poll(() => operator.page.getByText(/can no longer be applied/).count(), POLLING).toBe(0);

  await operator.page.getByRole('link', { name: 'All runs' }).first().click();
  await expectText(operator, /^would update [\d,]+$/);
  expect([...operator.scriptErrors, ...admin.scriptErrors]).toEqual([]);
});
