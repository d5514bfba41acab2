import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { expectAccessible, expectText } from './support/expectations.js';
import { type AppWindow, JOB_PATH } from './support/app-window.js';
import { TestEnvironment } from './support/test-environment.js';

let environment: TestEnvironment;
let admin: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  admin = await environment.openWindow('admin', { as: 'admin' });
  await admin.goto(JOB_PATH);
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const rows = async () => {
  const path = '/api/batch-synchronizations/LDAPAddonBatchSync/settings';
  const { settings } = await (await admin.page.request.get(path)).json();
  return settings.mapping as readonly object[];
};
const save = () => admin.page.getByRole('button', { name: 'Save', exact: true }).click();

async function choose(inside: Locator, label: string, choice: string): Promise<void> {
  await inside.getByRole('combobox', { name: label }).click();
  await admin.page.getByRole('option', { name: choice, exact: true }).click();
}

describe('the details of a row of the mapping', () => {
  let position: number;
  const details = () => admin.page.getByRole('group', { name: `Details of row ${position}`, exact: true });

  it('are closed at first, and open with the keyboard', async () => {
    const before = await rows();
    position = before.length;
    expect(await details().count()).toBe(0);
    await admin.page.getByRole('button', { name: `Details of row ${position}` }).focus();
    await admin.page.keyboard.press('Enter');
    expect(await details().count()).toBe(1);
    await expectAccessible(admin);
  });

  it('say at the part what is wrong with it', async () => {
    await choose(details(), 'Source', 'Template');
    await details().getByLabel('Template', { exact: true }).fill('{cn} {');
    await save();
    await expectText(admin, 'A brace has no counterpart');
    expect(await details().getByLabel('Template', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  });

  it('set source, conversions and a default value', async () => {
    await details().getByLabel('Template', { exact: true }).fill('{cn} {sn}');
    await details().getByRole('button', { name: 'Add conversion' }).click();
    await choose(details(), 'Conversion', 'Truncate');
    await details().getByLabel('Characters').fill('8');
    await details().getByRole('button', { name: 'Add conversion' }).click();
    await choose(details().getByRole('group', { name: 'Step 2' }), 'Conversion', 'Upper case');
    await details().getByRole('button', { name: 'Move step 2 up' }).focus();
    await admin.page.keyboard.press('Enter');
    const focused = () => admin.page.evaluate(`document.activeElement?.getAttribute('aria-label')`);
    await expect.poll(focused).toBe('Move step 1 up');
    await choose(details(), 'If there is no value', 'Write a default value');
    await details().getByLabel('Default value').fill('none');
    await save();
    await admin.page.getByRole('button', { name: 'Save changes' }).click();
    await expectText(admin, 'Saved. ');
    await expect
      .poll(async () => (await rows()).at(-1))
      .toEqual({
        attribute: '',
        field: 'comment',
        required: false,
        source: { kind: 'template', text: '{cn} {sn}' },
        conversions: [{ kind: 'upperCase' }, { kind: 'truncate', length: 8 }],
        whenAbsent: 'default',
        defaultValue: 'none',
      });
    await expectAccessible(admin);
  });

  it('leave a row as it was when everything is taken back', async () => {
    await choose(details(), 'Source', 'LDAP attribute');
    await details().getByRole('button', { name: 'Remove step 2' }).click();
    await details().getByRole('button', { name: 'Remove step 1' }).click();
    await choose(details(), 'If there is no value', 'Clear the field');
    await admin.page.getByRole('textbox', { name: `LDAP attribute in row ${position}` }).fill('description');
    await save();
    await admin.page.getByRole('button', { name: 'Save changes' }).click();
    await expectText(admin, 'Saved. ');
    await expect
      .poll(async () => (await rows()).at(-1))
      .toEqual({ attribute: 'description', field: 'comment', required: false });
    expect(admin.scriptErrors).toEqual([]);
  });
});
