import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { type AppWindow, JOB_PATH } from './support/app-window.js';
import {
  expectAccessible,
  expectNoHorizontalOverflow,
  expectText,
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
  operator = await environment.openWindow('operator', { as: 'admin' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

interface StoredRun {
  readonly id: string;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** Starts a run and waits for its end. */
async function run(): Promise<StoredRun> {
  const { request } = operator.page;
  const { csrfToken } = await (await request.get('/api/session')).json();
  const started = await request.post('/api/batch-synchronizations/LDAPAddonBatchSync/runs', {
    headers: { 'X-CSRF-Token': String(csrfToken) },
    data: { mode: 'apply' },
  });
  const { id } = await started.json();
  let ended: StoredRun & { readonly endedAt: string | null };
  await expect
    .poll(async () => (ended = await (await request.get(`/api/runs/${id}`)).json()).endedAt, POLLING)
    .not.toBeNull();
  return ended!;
}

async function mapEmailFrom(before: string, after: string): Promise<void> {
  await admin.goto(JOB_PATH);
  const { page } = admin;
  const rows = page.getByRole('table', { name: 'Mapping' }).locator('tbody tr');
  for (const row of await rows.all()) {
    const attribute = row.getByRole('textbox').first();
    if ((await attribute.inputValue()) === before) await attribute.fill(after);
  }
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Save these changes?' });
  await expectVisible(dialog.getByText('Values of people could become empty.'));
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(() => page.getByRole('button', { name: 'Save', exact: true }).isDisabled(), POLLING).toBe(true);
}

it('a typo in the mapping stops the run; the operator reads why, the administrator corrects it, and nothing was lost', async () => {
  const { counts } = await run();
  await mapEmailFrom('mail', 'mial');

  const stopped = await run();
  expect(stopped.status).toBe('stopped');
  await operator.goto(`runs/${stopped.id}`);
  const findings = operator.page.getByRole('region', { name: 'Beyond the limits' });
  await expectVisible(findings.getByText('Vanishing values'));
  await expectVisible(findings.getByText(/"E-mail" would be emptied for .* Did you mean mail\?$/));
  await findings.getByRole('button', { name: 'Show the people concerned' }).first().click();
  await expectVisible(findings.getByRole('table').first());
  await expectVisible(operator.page.getByRole('button', { name: 'Apply these changes nevertheless' }));
  await expectText(operator, 'would');
  await expectAccessible(operator);
  await expectNoHorizontalOverflow(operator);

  await mapEmailFrom('mial', 'mail');
  expect(await run()).toMatchObject({ counts: { read: counts['read'], updated: 0, created: 0 } });
  expect(operator.scriptErrors).toEqual([]);
});
