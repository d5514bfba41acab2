import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { type AppWindow, JOB_PATH } from './support/app-window.js';
import {
  expectAccessible,
  expectHidden,
  expectNoHorizontalOverflow,
  expectVisible,
  POLLING,
} from './support/expectations.js';
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

const SETTINGS = '/api/batch-synchronizations/LDAPAddonBatchSync/settings';

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly mode: string;
  readonly trigger: string;
  readonly endedAt: string | null;
}

const newest = async (): Promise<Shown | undefined> => {
  const answer = await operator.page.request.get('/api/batch-synchronizations/LDAPAddonBatchSync/runs?limit=1');
  return (await answer.json()).items[0];
};

async function save(settings: object): Promise<void> {
  const { request } = admin.page;
  const { csrfToken } = await (await request.get('/api/session')).json();
  const saved = await request.put(SETTINGS, {
    headers: { 'X-CSRF-Token': String(csrfToken) },
    data: { settings },
  });
  expect(saved.status()).toBe(200);
}

/** The next scheduled run that has ended. */
async function scheduled(): Promise<Shown> {
  const before = (await newest())?.id;
  await save({ schedule: { enabled: true, expression: '* * * * * *', timeZone: 'Etc/UTC' } });
  let run: Shown | undefined;
  await expect
    .poll(async () => ((run = await newest()), run?.id !== before && run?.endedAt !== null), POLLING)
    .toBe(true);
  await save({ schedule: { enabled: false } });
  return run!;
}

it('a scheduled run waits after a change of the mapping; the operator sees it, approves it, and the next one needs none', async () => {
  expect(await scheduled()).toMatchObject({ trigger: 'schedule', mode: 'apply' });

  await admin.goto(JOB_PATH);
  const rows = admin.page.getByRole('table', { name: 'Mapping' }).locator('tbody tr');
  for (const row of await rows.all()) {
    const attribute = row.getByRole('textbox').first();
    if ((await attribute.inputValue()) === 'sn') await attribute.fill('cn');
  }
  await admin.page.getByRole('button', { name: 'Save', exact: true }).click();
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await expect
    .poll(() => admin.page.getByRole('button', { name: 'Save', exact: true }).isDisabled(), POLLING)
    .toBe(true);
  await save({ limits: { changes: { enabled: false } } });

  await operator.goto('scheduled-jobs');
  await operator.page.getByRole('button', { name: /^Start / }).click();
  await expectVisible(operator.page.getByText(/these settings have changed: Mapping and Limits/));
  await expectAccessible(operator);
  await operator.page.getByRole('button', { name: 'Cancel' }).click();

  const plan = await scheduled();
  expect(plan).toMatchObject({ trigger: 'schedule', mode: 'plan', status: 'planned' });
  await operator.goto('scheduled-jobs');
  await expectVisible(operator.page.getByText('1 plan waits for approval'));
  await expectAccessible(operator);
  await expectNoHorizontalOverflow(operator);
  await admin.goto('batch-synchronization');
  await expectVisible(admin.page.getByText('1 plan waits for approval'));
  await expectAccessible(admin);

  await operator.page.getByRole('link', { name: /: plan of / }).click();
  await expectVisible(operator.page.getByText(/settings have changed since the last applied run: Mapping and Limits/));
  await expectAccessible(operator);
  await operator.page.getByRole('button', { name: 'Apply these changes' }).click();
  await operator.page.getByLabel('Reason').fill('The last name is the common name from now on.');
  await operator.page.getByRole('dialog').getByRole('button', { name: 'Apply these changes' }).click();
  await expect.poll(async () => (await newest())?.status, POLLING).toMatch(/^succeeded/);

  await operator.goto('scheduled-jobs');
  await expect.poll(() => operator.page.getByText('1 plan waits for approval').count(), POLLING).toBe(0);
  expect(await scheduled()).toMatchObject({
    trigger: 'schedule',
    mode: 'apply',
    status: expect.stringMatching(/^succeeded/),
  });

  const { settings } = await (await admin.page.request.get(SETTINGS)).json();
  const rowOf = (row: { field: string }) => (row.field === 'lastName' ? { ...row, attribute: 'sn' } : row);
  await save({ approval: { fourEyes: true }, mapping: settings.mapping.map(rowOf) });
  await operator.goto('scheduled-jobs');
  await operator.page.getByRole('button', { name: /^Preview changes of / }).click();
  await expectVisible(operator.page.getByText(/You started this plan, so someone else must apply it\.$/));
  await expectHidden(operator.page.getByRole('button', { name: 'Apply these changes' }));
  expect([...operator.scriptErrors, ...admin.scriptErrors]).toEqual([]);
});
