import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { PASSWORDS } from '../services/host.js';
import { expectAccessible, expectFocus, expectHidden, expectText, expectVisible } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';
import { JOB, JOB_PATH, type AppWindow } from './support/app-window.js';

const POOL_PATH = 'data-pools/default';
const EXPRESSION = 'Expression to schedule the job';

/** React schedules its work with messages and timers. The delay exceeds a frame by far, as on a busy machine. */
const DELAY_RENDERING = `
  const { setTimeout } = window;
  const { postMessage } = MessagePort.prototype;
  window.setTimeout = (handler, delay = 0, ...values) => setTimeout(handler, Math.max(delay, 60), ...values);
  MessagePort.prototype.postMessage = function (...values) {
    setTimeout(() => postMessage.apply(this, values), 60);
  };`;

let environment: TestEnvironment;
let admin: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  admin = await environment.openWindow('admin');
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const settings = async () =>
  (await admin.page.request.get('/api/batch-synchronizations/LDAPAddonBatchSync/settings')).json();
const expression = () => admin.page.getByLabel(EXPRESSION);
/** The option that Enter would choose. */
const highlighted = (text: string) => admin.page.locator('[role=option][data-combobox-selected]', { hasText: text });
const save = () => admin.page.getByRole('button', { name: 'Save', exact: true }).click();

describe('the administrator', () => {
  it('sees an error for a wrong password, and the requested page after the sign-in', async () => {
    await admin.goto(JOB_PATH);
    expect(await admin.heading()).toBe('Sign in');

    await admin.signIn('admin', 'not this one');
    await expectVisible(admin.page.getByRole('alert'));
    expect(new URL(admin.page.url()).pathname).toBe(`/admin/${JOB_PATH}`);

    await admin.signIn('admin', PASSWORDS.admin);
    await expectVisible(admin.page.getByRole('heading', { name: JOB }));
    expect(await admin.page.title()).toContain(JOB);
  });

  it('finds the job through Home and Batch Synchronization', async () => {
    await admin.goto();
    await admin.page.getByRole('main').getByRole('link', { name: 'Batch Synchronization' }).click();
    await expectText(admin, 'Schedule off');
    await admin.page.getByRole('link', { name: JOB }).click();
    await expectVisible(admin.page.getByRole('switch', { name: 'Enabled' }));
  });

  it('sees the facts and permissions of the add-on', async () => {
    await admin.goto('add-ons');
    const card = admin.page.getByRole('article', { name: JOB });
    for (const text of ['Enabled', 'Version', 'LDAPAddonBatchSync', 'Identity Manager Admin', 'Permissions']) {
      await expectVisible(card.getByText(text).first());
    }
    expect(await card.getByRole('listitem').count()).toBeGreaterThan(2);
  });

  it('disables and enables the add-on after a confirmation that explains the consequences', async () => {
    const operator = await environment.openWindow('operator', { as: 'operator' });
    await operator.goto('scheduled-jobs');
    await expectVisible(operator.page.getByRole('button', { name: `Start ${JOB}` }));

    await admin.page.getByRole('button', { name: 'Disable' }).click();
    const dialog = admin.page.getByRole('dialog');
    await expectVisible(dialog.getByText('Its settings and users are kept'));
    await dialog.getByRole('button', { name: 'Disable' }).click();

    await expectText(operator, 'No jobs available');
    await admin.goto('batch-synchronization');
    await expectText(admin, 'No batch synchronizations available');
    expect((await settings()).settings.search.bases).toEqual([{ dn: environment.directory.baseDn, scope: 'subtree' }]);

    await admin.page.getByRole('main').getByRole('link', { name: 'Go to add-ons' }).click();
    await admin.page.getByRole('button', { name: 'Enable' }).click();
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
    await expectVisible(operator.page.getByRole('button', { name: `Start ${JOB}` }));
    await operator.close();
  });

  it('sees the meaning of an expression while typing', async () => {
    await admin.goto(JOB_PATH);
    await expression().fill('0 30 4 * * 1-5');
    const preview = admin.page.getByRole('status').filter({ hasText: 'Next executions' });
    await expectVisible(preview.getByText('Monday through Friday'));
    expect(await preview.getByRole('row').count()).toBe(1 + 5);

    await expression().fill('0 30');
    await expectText(admin, 'five fields (minutes first) or six');
  });

  it('sees each invalid value at its field with the reason, and nothing is saved', async () => {
    const before = await settings();
    const filter = admin.page.getByLabel('Filter', { exact: true });
    const original = await filter.inputValue();
    await filter.fill('(uid=');
    await save();

    const summary = admin.page.locator(':focus').filter({ hasText: 'The settings were not saved' });
    await expectVisible(summary.getByRole('link', { name: 'Filter' }));
    await expectAccessible(admin);
    await summary.getByRole('link', { name: EXPRESSION }).click();
    await expectFocus(expression());
    expect(await expression().getAttribute('aria-invalid')).toBe('true');
    await admin.page.getByRole('link', { name: 'Filter' }).click();
    await expectFocus(filter);
    expect(await settings()).toEqual(before);

    await filter.fill(original);
    await admin.page.getByRole('button', { name: 'Discard changes' }).click();
    await expectHidden(admin.page.getByText('The settings were not saved'));
  });

  it('finds the focus on the errors of a save, even if the page renders after the next frame', async () => {
    const window = await environment.openWindow('admin', { as: 'admin' });
    await window.page.addInitScript(DELAY_RENDERING);
    await window.goto(JOB_PATH);
    await window.page.getByLabel(EXPRESSION).fill('0 30');
    await window.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expectVisible(window.page.locator(':focus').filter({ hasText: 'The settings were not saved' }));
    await window.close();
  });

  it('checks the connection step by step with the values of the form', async () => {
    const check = admin.page.getByRole('button', { name: 'Check connection' }).first();
    await check.click();
    await expectText(admin, 'Ready to synchronize');
    const steps = admin.page.getByRole('list', { name: 'Check connection' }).getByRole('listitem');
    expect(await steps.count()).toBe(8);
    expect(
      await admin.page.getByRole('table', { name: 'Users as they would be read' }).getByRole('row').count(),
    ).toBeGreaterThan(1);
    await expectAccessible(admin);

    await admin.goto(POOL_PATH);
    await admin.page.getByLabel('Password', { exact: true }).fill('not this one');
    await check.click();
    await expectText(admin, 'Not connected to the directory');
    await expectVisible(steps.filter({ hasText: 'Sign in to the directory – failed' }).getByText('What to do:'));
    await admin.page.getByRole('button', { name: 'Discard changes' }).click();
  });

  it('must enter the password again, at its field, before it is sent to another server', async () => {
    const password = admin.page.getByLabel('Password', { exact: true });
    await admin.page.getByRole('textbox', { name: 'Servers 1' }).fill('ldap://127.0.0.1:9');
    await admin.page.getByRole('button', { name: 'Check connection' }).first().click();
    await expectText(admin, 'Not run: correct these values first');
    const errorLink = admin.page.getByRole('main').getByRole('link', { name: 'Password' });
    await errorLink.click();
    await expectFocus(password);
    expect(await password.getAttribute('aria-invalid')).toBe('true');
    await expectHidden(admin.page.getByText('The settings were not saved'));

    await save();
    await expectText(admin, 'The settings were not saved');
    await errorLink.click();
    await expectFocus(password);
    await admin.page.getByRole('button', { name: 'Discard changes' }).click();
    await expectHidden(errorLink);
  });

  it('moves from field to field with the Tab key, past an open list', async () => {
    await admin.goto(JOB_PATH);
    await expression().focus();
    await admin.page.keyboard.press('Tab');
    await expectVisible(admin.page.getByRole('option').first());
    await admin.page.keyboard.press('Tab');
    await expectFocus(admin.page.getByRole('combobox', { name: 'Data pool' }));
  });

  it('saves with the keyboard only', async () => {
    await admin.goto(JOB_PATH);
    const { keyboard } = admin.page;
    await expression().focus();
    await keyboard.press('Shift+Tab');
    await keyboard.press('Space');
    await keyboard.press('Tab');
    await keyboard.press('ControlOrMeta+A');
    await keyboard.type('0 15 3 * * *');
    await keyboard.press('Tab');
    await keyboard.type('Stockholm');
    await expectVisible(highlighted('Europe/Stockholm'));
    await keyboard.press('Enter');
    await expectText(admin, 'At 03:15, time zone Europe/Stockholm');
    await admin.page.getByLabel('Filter', { exact: true }).focus();
    await keyboard.press('Enter');

    await expectText(admin, 'Saved. ');
    const { schedule } = (await settings()).settings;
    expect(schedule).toEqual({ enabled: true, expression: '0 15 3 * * *', timeZone: 'Europe/Stockholm' });
    await expectText(admin, 'by admin');

    await admin.goto(JOB_PATH);
    await expectText(admin, 'At 03:15, time zone Europe/Stockholm');
    await admin.takeScreenshot('admin');
  });

  it('adds, fills and removes rows of the mapping', async () => {
    const { page } = admin;
    const rows = page.getByRole('table', { name: 'Mapping' }).locator('tbody tr');
    const before = await rows.count();
    await page.getByRole('button', { name: 'Add row' }).click();
    await page.keyboard.type('roomNumber');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Additional');
    await expectVisible(highlighted('Additional attribute'));
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: `Name of the additional attribute in row ${before + 1}` }).fill('room');
    await save();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expectText(admin, 'Saved. ');
    expect((await settings()).settings.mapping.at(-1)).toEqual({
      attribute: 'roomNumber',
      field: 'attributes.room',
      required: false,
    });

    await page.getByRole('button', { name: 'Remove row 1 uid' }).click();
    expect(await rows.count()).toBe(before);
    await save();
    await expectText(admin, 'One row must fill the user name');
    await page.getByRole('button', { name: 'Discard changes' }).click();
  });

  it('never receives the stored password', async () => {
    await admin.goto(POOL_PATH);
    const field = admin.page.getByLabel('Password', { exact: true });
    expect(await field.inputValue()).toBe('');
    expect(await field.getAttribute('placeholder')).toBe('Stored – type to replace');
    const { readerPassword } = environment.directory;
    const pool = await admin.page.request.get('/api/data-pools/default');
    expect(JSON.stringify(await pool.json())).not.toContain(readerPassword);
    expect(await admin.page.content()).not.toContain(readerPassword);
    expect(environment.log).not.toContain(readerPassword);
  });

  it('confirms before leaving unsaved changes', async () => {
    await admin.goto(JOB_PATH);
    await expression().fill('0 0 5 * * *');
    await admin.page.getByRole('link', { name: 'Add-ons' }).click();
    const dialog = admin.page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await expression().inputValue()).toBe('0 0 5 * * *');

    await admin.page.getByRole('link', { name: 'Add-ons' }).click();
    await dialog.getByRole('button', { name: 'Leave without saving' }).click();
    await expectVisible(admin.page.getByRole('heading', { name: 'Add-ons', level: 1 }));
    expect((await settings()).settings.schedule.expression).toBe('0 15 3 * * *');
  });

  it('has caused no script error', () => {
    expect(admin.scriptErrors).toEqual([]);
  });
});
