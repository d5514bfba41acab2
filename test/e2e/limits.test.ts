import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { demoTree } from '../../scripts/lib/demo-people.ts';
import { type AppWindow, JOB, JOB_PATH } from './support/app-window.js';
import { expectAccessible, expectVisible, POLLING } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';

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

const section = (name: string) => operator.page.getByRole('region', { name, exact: true });

async function runToCompletion(): Promise<void> {
  await operator.goto('scheduled-jobs');
  await operator.page.getByRole('button', { name: `Start ${JOB}` }).click();
  await expectVisible(section('Results'));
}

it('the administrator sees which of the past runs a limit would have stopped, while typing it', async () => {
  await admin.goto(JOB_PATH);
  await expectVisible(admin.page.getByText('Once there are runs, a chart shows here'));

  // The first import is not judged.
  await runToCompletion();
  await runToCompletion();
  const bobby = demoTree().find(({ values }) => values['uid'] === 'bobby.tables');
  await environment.directory.modify(bobby?.dn ?? '', { mail: 'bobby@nordvik.example' });
  await runToCompletion();

  await admin.goto(JOB_PATH);
  const bars = admin.page.getByRole('list', { name: 'Latest runs: Changed names' }).getByRole('link');
  await expect.poll(() => bars.count(), POLLING).toBe(2);
  const limit = (name: string) => admin.page.getByRole('textbox', { name });
  const stopped = admin.page.getByRole('status').getByText('would have stopped 1 of the last 2 runs');
  expect(await stopped.count()).toBe(0);
  await limit('Changed names: more than (percent)').fill('0');
  expect(await stopped.count()).toBe(0);
  await limit('Changed names: and more than (people)').fill('0');
  await expectVisible(stopped);
  await expectAccessible(admin);

  // The run knows units only with more people than the limit of that time: one of few people might be beyond it.
  await limit('Changed people: and more than (people)').fill('0');
  await expectVisible(admin.page.getByRole('status').getByText(/^Of 1 of the last 2 runs it is not known:/));
  const ofChanges = admin.page.getByRole('list', { name: 'Latest runs: Changed people' }).getByRole('link');
  expect(await ofChanges.nth(1).getAttribute('aria-label')).toMatch(
    /: 1 of \d+ \(0\.\d%\), limit \d+; organizational units with up to 50 people not known$/,
  );
  await expectAccessible(admin);

  const newest = bars.nth(1);
  expect(await newest.getAttribute('aria-label')).toMatch(/E-mail 1 of \d+ \(0\.\d%\), beyond the limit of 0$/);
  expect(await newest.getAttribute('href')).toMatch(/^\/operator\/runs\/[0-9a-f-]{36}$/);
});
