import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { createDatabase, type TestDatabase } from '../services/postgres.js';
import { type AppWindow, JOB } from './support/app-window.js';
import {
  expectAccessible,
  expectHidden,
  expectNoHorizontalOverflow,
  expectText,
  expectVisible,
  POLLING,
} from './support/expectations.js';
import { countsIn } from './support/run-counts.js';
import { TestEnvironment } from './support/test-environment.js';

/** More than are written in one transaction, with those of the demo directory. */
const MORE_PEOPLE = 1_500;

let database: TestDatabase;
let environment: TestEnvironment;
let operator: AppWindow;

beforeAll(async () => {
  database = await createDatabase();
  environment = await TestEnvironment.start({ databaseUrl: database.url });
  operator = await environment.openWindow('operator', { as: 'operator' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(async () => {
  await environment?.close();
  await database?.drop();
});

async function execute(sql: string): Promise<void> {
  const client = new Client(database.url);
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function startRun(): Promise<void> {
  await operator.goto('scheduled-jobs');
  await operator.page.getByRole('button', { name: `Start ${JOB}` }).click();
}

const button = (name: string) => operator.page.getByRole('button', { name, exact: true });
const rowsOfRuns = () => operator.page.getByRole('table', { name: 'Runs' }).locator('tbody tr');

async function choose(label: string, option: string): Promise<void> {
  await operator.page.getByRole('combobox', { name: label }).click();
  await operator.page.getByRole('option', { name: option, exact: true }).click();
}

it('the operator cancels a run that waits for the directory', async () => {
  environment.directory.pause();
  await startRun();
  await button('Cancel run').click();
  const dialog = operator.page.getByRole('dialog', { name: 'Cancel this run?' });
  await expectVisible(dialog.getByText(/^The run ends within a second or so\./));
  await expectAccessible(operator);
  await dialog.getByRole('button', { name: 'Cancel run' }).click();
  await expectText(operator, 'The run was cancelled');
  environment.directory.resume();

  await expectText(operator, 'The run ended before any change was planned.');
  await expectHidden(button('Cancel run'));
  await expectVisible(operator.page.getByText('Cancelled by'));
  await expectAccessible(operator);
});

it('the operator resumes a run that broke off because the disk of the database was full', async () => {
  const { baseDn } = environment.directory;
  for (let index = 0; index < MORE_PEOPLE; index++) {
    const uid = `more${index}`;
    const values = { objectClass: 'inetOrgPerson', uid, cn: uid, sn: uid, employeeType: 'permanent' };
    await environment.directory.add(`uid=${uid},${baseDn}`, values);
  }
  await execute(`create function refuse() returns trigger language plpgsql volatile as $$ begin
      if (select count(*) from identity_user) > 2100 then
        raise exception 'could not extend file: No space left on device' using errcode = '53100';
      end if;
      return new;
    end $$;
    create trigger refuse before insert on identity_user for each row execute function refuse()`);
  await startRun();
  await expectText(operator, 'The run failed');
  await expectVisible(operator.page.getByText(/disk of the database is full/i));
  await expectText(operator, 'A part of the plan was not applied');
  await expectAccessible(operator);
  await expectNoHorizontalOverflow(operator);
  expect((await countsIn(operator))['created']).toBe(2_000);
  await expectVisible(operator.page.getByRole('tab', { name: 'Changes (applied: 2,000)' }));

  await execute('drop function refuse cascade');
  await button('Resume run').click();
  await expectText(operator, 'Resumed by');
  await expect.poll(async () => (await countsIn(operator))['created'], POLLING).toBe(939 + MORE_PEOPLE);
  await expectHidden(button('Resume run'));
});

it('the operator finds runs by kind and status', async () => {
  await operator.goto('scheduled-jobs');
  await operator.page.getByRole('link', { name: 'All runs' }).click();
  await expect.poll(() => rowsOfRuns().count(), POLLING).toBe(2);
  await choose('Status', 'Cancelled');
  await expect.poll(() => rowsOfRuns().count(), POLLING).toBe(1);
  expect(operator.page.url()).toContain('status=cancelled');
  await choose('Kind', 'Plans');
  await expectText(operator, 'No such runs');
  await choose('Kind', 'Runs');
  await choose('Status', 'Any status');
  await expect.poll(() => rowsOfRuns().count(), POLLING).toBe(2);
  await expectAccessible(operator);
  expect(operator.scriptErrors).toEqual([]);
});
