import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import {
  expectAccessible,
  expectFocus,
  expectHidden,
  expectNoHorizontalOverflow,
  expectText,
  expectVisible,
  POLLING,
} from './support/expectations.js';
import { PASSWORDS } from '../services/host.js';
import { saveAsColleague } from './support/save-as-colleague.js';
import { TestEnvironment } from './support/test-environment.js';
import { JOB_PATH, type AppWindow } from './support/app-window.js';

const CACHE_CLEARED = 'The cache was cleared.';
const SETTINGS = '/api/batch-synchronizations/LDAPAddonBatchSync/settings';

let environment: TestEnvironment;
let admin: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  admin = await environment.openWindow('admin', { as: 'admin' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const settings = async () => (await admin.page.request.get(SETTINGS)).json();
const filter = () => admin.page.getByLabel('Filter', { exact: true });
const hours = () => admin.page.getByRole('textbox', { name: 'A plan can be approved for (hours)' });
const button = (name: string) => admin.page.getByRole('button', { name, exact: true });
const mappingRows = () => admin.page.getByRole('table', { name: 'Mapping' }).locator('tbody tr');

/** Ends the session of a window without the knowledge of its page. */
async function endSession({ page }: AppWindow): Promise<void> {
  const { csrfToken } = await (await page.request.get('/api/session')).json();
  const response = await page.request.delete('/api/session', { headers: { 'X-CSRF-Token': String(csrfToken) } });
  expect(response.status()).toBe(204);
}

describe('nothing that an administrator typed is lost', () => {
  it('has nothing to save or to discard until something changes', async () => {
    await admin.goto(JOB_PATH);
    expect(await button('Save').isDisabled()).toBe(true);
    expect(await button('Discard changes').isDisabled()).toBe(true);
    const before = await filter().inputValue();
    await filter().fill('(uid=a*)');
    expect(await button('Save').isEnabled()).toBe(true);
    await filter().fill(before);
    expect(await button('Save').isDisabled()).toBe(true);
  });

  it('brings back a removed row and discarded changes', async () => {
    const { page } = admin;
    const rows = await mappingRows().count();
    await page.getByRole('button', { name: 'Remove row 2 givenName' }).click();
    expect(await mappingRows().count()).toBe(rows - 1);
    await hours().fill('77');
    await expectVisible(page.getByText('Row removed: givenName'));
    await expectAccessible(admin);
    await button('Undo').press('Enter');
    await expectFocus(page.getByRole('textbox', { name: 'LDAP attribute in row 2', exact: true }));
    expect(await page.getByRole('textbox', { name: 'LDAP attribute in row 2', exact: true }).inputValue()).toBe(
      'givenName',
    );
    expect(await mappingRows().count()).toBe(rows);
    expect(await hours().inputValue()).toBe('77');

    await button('Discard changes').click();
    expect(await hours().inputValue()).toBe('24');
    await button('Undo').click();
    expect(await hours().inputValue()).toBe('77');
    await button('Discard changes').click();
    await expectText(admin, 'Your changes were discarded.');
  });

  it('shows what differs when another administrator has saved in the meantime, with a choice for each setting', async () => {
    const { page } = admin;
    await admin.goto(JOB_PATH);
    await filter().fill('(& (cn=*) (uid=*))');
    await saveAsColleague(environment, { search: { filter: '(sn=*)' }, approval: { validHours: 100 } });
    await page.getByRole('button', { name: 'Remove row 2 givenName' }).click();
    await expectVisible(page.getByText('Row removed: givenName'));
    await button('Save').click();

    const dialog = page.getByRole('dialog', { name: 'Someone else changed these settings' });
    await expectVisible(dialog.getByText('admin saved these settings on'));
    await expectAccessible(admin);
    const choice = (setting: string, value: RegExp) =>
      dialog.getByRole('radiogroup', { name: setting }).getByRole('radio', { name: value });
    expect(await choice('Filter', /Your value.*cn=/s).isChecked()).toBe(true);
    expect(await choice('A plan can be approved for (hours)', /Saved by admin.*100/s).isChecked()).toBe(true);
    expect(await choice('Mapping', /Saved by admin.*givenName/s).isChecked()).toBe(false);

    await dialog.getByRole('button', { name: 'Choose all saved values' }).click();
    expect(await choice('Filter', /Saved by admin.*sn=/s).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Choose all of mine' }).click();
    await choice('A plan can be approved for (hours)', /Saved by admin/).check();
    await admin.setAppearance({ width: 360 });
    await expectNoHorizontalOverflow(admin);
    await admin.setAppearance({});
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await button('Save changes').click();

    await expectText(admin, 'Saved. ');
    const { approval, search, mapping } = (await settings()).settings;
    expect([approval, search]).toMatchObject([{ validHours: 100 }, { filter: '(&(cn=*)(uid=*))' }]);
    expect(JSON.stringify(mapping)).not.toContain('givenName');
    expect(await filter().inputValue()).toBe('(&(cn=*)(uid=*))');
  });

  it('says that the settings were not saved if the ones of the other administrator cannot be loaded', async () => {
    const { page } = admin;
    await hours().fill('130');
    await saveAsColleague(environment, { approval: { validHours: 120 } });
    await page.route(`**${SETTINGS}`, (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    await button('Save').click();
    await expectFocus(page.locator('[tabindex="-1"]').filter({ hasText: 'Someone else changed these settings' }));
    await page.unroute(`**${SETTINGS}`);

    await button('Save').click();
    const dialog = page.getByRole('dialog', { name: 'Someone else changed these settings' });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(async () => (await settings()).settings.approval.validHours, POLLING).toBe(130);
    await expectHidden(dialog);
  });

  it('has a save bar of one row on a narrow screen, which stays in sight only while there are changes', async () => {
    const { page } = admin;
    await admin.setAppearance({ width: 360 });
    await admin.goto(JOB_PATH);
    await page.evaluate('scrollTo(0, 0)');
    const height = async () => (await button('Save').locator('xpath=../..').boundingBox())?.height ?? 0;
    const isInSight = async () => ((await button('Save').boundingBox())?.y ?? Infinity) < 900;
    expect(await isInSight()).toBe(false);
    await hours().fill('140');
    await page.evaluate('scrollTo(0, 0)');
    expect(await isInSight()).toBe(true);
    expect(await height()).toBeLessThan(0.09 * 900);
    await expectNoHorizontalOverflow(admin);
    await expectAccessible(admin);
    await button('Discard changes').click();
    await admin.setAppearance({});
  });

  it('goes on after signing in over the page when the session has ended', async () => {
    const { page } = admin;
    await admin.goto(JOB_PATH);
    await hours().fill('150');
    await endSession(admin);
    await button('Save').click();

    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await expectFocus(dialog.locator('input[name=password]'));
    expect(await dialog.getByLabel('User name').inputValue()).toBe('admin');
    await expectAccessible(admin);
    await page.keyboard.press('Escape');
    await page.keyboard.type('not this one');
    await page.keyboard.press('Enter');
    await expectVisible(dialog.getByRole('alert'));
    expect(await hours().inputValue()).toBe('150');

    await dialog.locator('input[name=password]').fill(PASSWORDS.admin);
    await page.keyboard.press('Enter');
    await expectText(admin, 'Saved. ');
    await expectHidden(dialog);
    expect((await settings()).settings.approval.validHours).toBe(150);
  });

  it('keeps a draft in the tab across a reload until it is restored or discarded', async () => {
    const { page } = admin;
    page.on('dialog', (dialog) => void dialog.accept());
    await hours().fill('160');
    await expect.poll(() => page.evaluate<string>('JSON.stringify(sessionStorage)'), POLLING).toContain('160');
    await page.reload();
    await admin.waitUntilLoaded();
    await expectVisible(button('Restore changes'));
    await expectAccessible(admin);
    expect(await hours().inputValue()).toBe('150');
    await button('Restore changes').click();
    expect(await hours().inputValue()).toBe('160');

    await saveAsColleague(environment, { approval: { validHours: 170 } });
    await page.reload();
    await admin.waitUntilLoaded();
    await expectText(admin, 'The settings have been saved since.');
    await button('Restore changes').click();
    await button('Save').click();
    const dialog = page.getByRole('dialog', { name: 'Someone else changed these settings' });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(async () => (await settings()).settings.approval.validHours, POLLING).toBe(160);
    await expectHidden(dialog);

    await hours().fill('180');
    await button('Discard changes').click();
    const drafts = 'Object.keys(sessionStorage).filter((key) => key.startsWith("identity-manager.draft")).length';
    await expect.poll(() => page.evaluate(drafts), POLLING).toBe(0);
  });

  it('carries out what an operator did after the sign-in, but not if another user signs in', async () => {
    const window = await environment.openWindow('operator', { as: 'operator' });
    const { page } = window;
    const clear = async () => {
      await window.goto('cache');
      await endSession(window);
      await page.getByRole('button', { name: 'Clear cache' }).click();
      return page.getByRole('dialog', { name: 'Your session has ended' });
    };
    const dialog = await clear();
    await dialog.locator('input[name=password]').fill(PASSWORDS.operator);
    await page.keyboard.press('Enter');
    await expectText(window, 'You are signed in again.');
    await expectText(window, CACHE_CLEARED);

    await clear();
    await window.signIn('admin', PASSWORDS.admin);
    await expectText(window, 'You are signed in as admin. What operator did last was not carried out.');
    expect(await page.getByText(CACHE_CLEARED).count()).toBe(0);
    expect(window.scriptErrors).toEqual([]);
    await window.close();
  });

  it('leads from a failed step of the check, and from a failed run, to the setting that remedies it', async () => {
    const { page } = admin;
    const base = page.getByLabel('Bases 1', { exact: true });
    await admin.goto(`${JOB_PATH}#field=search.filter`);
    await expectFocus(filter());

    await base.fill(`ou=nobody,${environment.directory.baseDn}`);
    await button('Check connection').last().click();
    const step = page.getByRole('listitem').filter({ hasText: 'Find the base – failed' });
    await expectAccessible(admin);
    await step.getByRole('link', { name: 'Bases' }).click();
    await expectFocus(base);
    await button('Save').click();
    await button('Save changes').click();
    await expectText(admin, 'Saved. ');

    const { csrfToken } = await (await page.request.get('/api/session')).json();
    const headers = { 'X-CSRF-Token': String(csrfToken) };
    const data = { mode: 'apply' };
    const started = await page.request.post('/api/batch-synchronizations/LDAPAddonBatchSync/runs', { headers, data });
    const { id } = await started.json();
    const run = async () => (await page.request.get(`/api/runs/${String(id)}`)).json();
    await expect.poll(async () => (await run()).status, POLLING).toBe('failed');

    const operator = await environment.openWindow('operator', { as: 'operator' });
    await operator.goto(`runs/${String(id)}`);
    await expectText(operator, 'Setting to check: Bases');
    await operator.close();
    const asAdmin = await environment.openWindow('operator', { as: 'admin' });
    await asAdmin.goto(`runs/${String(id)}`);
    await asAdmin.page.getByRole('link', { name: 'Go to the setting “Bases”' }).click();
    await expectFocus(asAdmin.page.getByLabel('Bases 1', { exact: true }));
    await asAdmin.close();
  });

  it('has caused no script error', () => {
    expect(admin.scriptErrors).toEqual([]);
  });
});
