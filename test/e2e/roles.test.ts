import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createDatabase, type TestDatabase } from '../services/postgres.js';
import { expectAccessible, expectHidden, expectText, expectVisible, POLLING } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';
import { JOB, JOB_PATH, type AppWindow } from './support/app-window.js';

let database: TestDatabase;
let environment: TestEnvironment;
let admin: AppWindow;
let operator: AppWindow;

beforeAll(async () => {
  database = await createDatabase();
  environment = await TestEnvironment.start({ databaseUrl: database.url });
  admin = await environment.openWindow('admin', { as: 'admin' });
  operator = await environment.openWindow('operator', { as: 'operator' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(async () => {
  await environment?.close();
  await database?.drop();
});

const saveSchedule = async (expression: string) => {
  await admin.goto(JOB_PATH);
  await admin.page.getByRole('switch', { name: 'Enabled' }).check();
  await admin.page.getByLabel('Expression to schedule the job').fill(expression);
  await admin.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectText(admin, 'Saved. ');
};
const nextExecution = async () =>
  (await operator.page.getByRole('row', { name: JOB }).locator('time').last().getAttribute('datetime')) ?? '';

describe('three processes on one PostgreSQL', () => {
  it('show the operator a schedule saved in another process, without a reload', async () => {
    await operator.goto('scheduled-jobs');
    await expectText(operator, 'Not scheduled');
    await saveSchedule('0 15 3 * * *');
    await expect.poll(nextExecution, POLLING).toMatch(/T03:15:00/);
    await saveSchedule('0 45 4 * * *');
    await expect.poll(nextExecution, POLLING).toMatch(/T04:45:00/);
  });

  it('execute a run of the operator in the worker, and show its progress live', async () => {
    await operator.page.getByRole('button', { name: `Start ${JOB}` }).click();
    await expectText(operator, 'Results');
    await operator.page.getByRole('tab', { name: 'Read report' }).click();
    await expectText(operator, 'The read was complete.');
    await operator.page.getByRole('link', { name: 'Users' }).click();
    await expectVisible(operator.page.getByRole('table', { name: 'Users' }).getByRole('row').nth(50));
  });

  it('show the administrator the errors of manually edited settings until they are saved again', async () => {
    const client = new Client(database.url);
    await client.connect();
    await client.query(
      `update admin_setting set value = jsonb_set(value::jsonb, '{schedule,expression}', '"every now and then"') where key like 'batch-synchronization.%'`,
    );
    await client.end();
    // Nobody tells the hosts of a change by hand.
    await operator.goto('cache');
    await operator.page.getByRole('button', { name: 'Clear cache' }).click();
    await expectText(operator, 'The cache was cleared.');

    await admin.goto(JOB_PATH);
    await expectVisible(admin.page.getByRole('alert').filter({ hasText: 'The stored settings are invalid' }));
    await expectAccessible(admin);
    await admin.goto('batch-synchronization');
    await expectText(admin, 'The stored schedule is invalid');
    await operator.goto('scheduled-jobs');
    await saveSchedule('0 0 5 * * *');
    await expectHidden(admin.page.getByText('The stored settings are invalid'));
    await expect.poll(nextExecution, POLLING).toMatch(/T05:00:00/);
  });

  it('give an operator no access to Admin, but another sign-in', async () => {
    const other = await environment.openWindow('admin', { as: 'operator' });
    await other.goto();
    expect(await other.heading()).toBe('No access');
    await expectAccessible(other);
    await other.page.getByRole('button', { name: 'Sign in with another account' }).click();
    await expectVisible(other.page.getByRole('heading', { name: 'Sign in' }));
    await other.close();
  });

  it('have caused no script error', () => {
    expect([...admin.scriptErrors, ...operator.scriptErrors]).toEqual([]);
  });
});
