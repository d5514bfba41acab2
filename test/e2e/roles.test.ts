import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createDatabase, type TestDatabase } from '../services/postgres.js';
import { expectAccessible, expectGone, expectText, expectVisible, patiently } from './support/expectations.js';
import { Stage } from './support/stage.js';
import { JOB, JOB_PATH, type Visitor } from './support/visitor.js';

let database: TestDatabase;
let stage: Stage;
let admin: Visitor;
let operator: Visitor;

beforeAll(async () => {
  database = await createDatabase();
  stage = await Stage.open({ databaseUrl: database.url });
  admin = await stage.visit('admin', { as: 'admin' });
  operator = await stage.visit('operator', { as: 'operator' });
});
afterEach(({ task }) => stage?.keepEvidence(task));
afterAll(async () => {
  await stage?.close();
  await database?.drop();
});

const saved = async (expression: string) => {
  await admin.open(JOB_PATH);
  await admin.page.getByRole('switch', { name: 'Enabled' }).check();
  await admin.page.getByLabel('Expression to schedule the job').fill(expression);
  await admin.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectText(admin, 'The settings were saved.');
};
const nextExecution = async () =>
  (await operator.page.getByRole('row', { name: JOB }).locator('time').last().getAttribute('datetime')) ?? '';

describe('three processes on one PostgreSQL', () => {
  it('show the operator a schedule that was saved in the other process, without a click', async () => {
    await operator.open('scheduled-jobs');
    await expectText(operator, 'Not scheduled');
    await saved('0 15 3 * * *');
    await expect.poll(nextExecution, patiently).toMatch(/T03:15:00/);
    await saved('0 45 4 * * *');
    await expect.poll(nextExecution, patiently).toMatch(/T04:45:00/);
  });

  it('run in the worker what the operator started, and show it live', async () => {
    await operator.page.getByRole('button', { name: `Start ${JOB}` }).click();
    await expectText(operator, 'Results');
    await expectText(operator, 'The read was complete.');
    await operator.page.getByRole('link', { name: 'Users' }).click();
    await expectVisible(operator.page.getByRole('table', { name: 'Users' }).getByRole('row').nth(50));
  });

  it('tell the administrator what is wrong with settings that were edited by hand, and mend it with a save', async () => {
    const client = new Client(database.url);
    await client.connect();
    await client.query(
      `update admin_setting set value = jsonb_set(value::jsonb, '{schedule,expression}', '"every now and then"') where key like 'batch-synchronization.%'`,
    );
    await client.end();

    await admin.open(JOB_PATH);
    await expectVisible(admin.page.getByRole('alert').filter({ hasText: 'The stored settings are invalid' }));
    await expectAccessible(admin);
    await admin.open('batch-synchronization');
    await expectText(admin, 'The stored schedule is invalid');
    await operator.open('scheduled-jobs');
    await saved('0 0 5 * * *');
    await expectGone(admin.page.getByText('The stored settings are invalid'));
    await expect.poll(nextExecution, patiently).toMatch(/T05:00:00/);
  });

  it('meet no error of a script on the way', () => {
    expect([...admin.scriptErrors, ...operator.scriptErrors]).toEqual([]);
  });
});
