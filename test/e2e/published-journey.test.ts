import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { expectAccessible, expectFocus, expectHidden, expectText, expectVisible } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';
import { JOB, JOB_PATH, type AppWindow } from './support/app-window.js';

let environment: TestEnvironment;
let admin: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  admin = await environment.openWindow('admin', { as: 'admin' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const expression = () => admin.page.getByLabel('Expression to schedule the job');
const saveButton = () => admin.page.getByRole('button', { name: 'Save', exact: true });
const question = () => admin.page.getByRole('dialog', { name: 'Switch the schedule on?' });
const schedule = async () => {
  const response = await admin.page.request.get('/api/batch-synchronizations/LDAPAddonBatchSync/settings');
  return (await response.json()).settings.schedule;
};

describe('while the schedule is off', () => {
  it('the executions are shown as what would happen', async () => {
    await admin.goto(JOB_PATH);
    await expectText(admin, 'If the schedule were on');
    await expectHidden(admin.page.getByText('Next executions', { exact: true }));
  });

  it('Save asks about a new expression, and Cancel leaves everything as it was', async () => {
    const before = await schedule();
    await expression().fill('0 0 4 ? * MON-FRI');
    await saveButton().click();
    await expectFocus(question().getByRole('button', { name: 'Save and switch on' }));
    await expectAccessible(admin);
    await question().getByRole('button', { name: 'Cancel' }).click();

    await expectHidden(question());
    await expectFocus(saveButton());
    expect(await expression().inputValue()).toBe('0 0 4 ? * MON-FRI');
    expect(await schedule()).toEqual(before);
  });

  it('the expression can be saved alone, and the page says that the schedule is off', async () => {
    await saveButton().click();
    await question().getByRole('button', { name: 'Save only' }).click();

    await expectText(admin, 'Saved. The schedule is off.');
    expect(await schedule()).toMatchObject({ enabled: false, expression: '0 0 4 ? * MON-FRI' });
  });

  it('an invalid expression is refused without a question', async () => {
    await expression().fill('0 0 2 L * *');
    await saveButton().click();
    await expectVisible(admin.page.locator(':focus').filter({ hasText: 'Write 0 0 2 L * ?' }));
    await admin.page.getByRole('button', { name: 'Discard changes' }).click();
  });
});

it('Home, Batch Synchronization, the job, an expression, Save: the schedule starts a run, which Operator shows', async () => {
  await admin.goto();
  await admin.page.getByRole('main').getByRole('link', { name: 'Batch Synchronization' }).click();
  await admin.page.getByRole('link', { name: JOB }).click();
  await expression().fill('0/15 * * * * ?');
  await expectText(admin, 'Every 15 seconds');
  await expectText(admin, /^The shortest interval between two executions is 15 s\./);
  await expression().press('Enter');
  await question().waitFor();
  await admin.page.keyboard.press('Enter');

  await expectText(admin, /^Saved\. Next execution: .+ \(Europe\/Stockholm\)\.$/);
  await expectVisible(admin.page.getByText('Next executions', { exact: true }));
  expect(await admin.page.getByRole('switch', { name: 'Enabled' }).isChecked()).toBe(true);

  const operator = await environment.openWindow('operator', { as: 'operator' });
  await operator.goto('scheduled-jobs');
  await operator.page.getByRole('link', { name: 'All runs' }).click();
  await expectVisible(operator.page.getByRole('row').filter({ hasText: 'Schedule' }).filter({ hasText: 'Succeeded' }));
  expect(operator.scriptErrors).toEqual([]);
  expect(admin.scriptErrors).toEqual([]);
});
