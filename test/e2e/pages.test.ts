import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { PASSWORDS } from '../services/host.js';
import {
  expectAccessible,
  expectNoHorizontalOverflow,
  expectFocus,
  expectHidden,
  expectText,
  expectVisible,
} from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';
import { type App, JOB, JOB_PATH, type AppWindow } from './support/app-window.js';

/** A few people of each kind. These tests check the pages, not large amounts of data. */
const FEW_PEOPLE = '(|(employeeNumber=1000*)(uid=bobby.tables)(uid=admin))';

let environment: TestEnvironment;
let runPath: string;
let userPath: string;

beforeAll(async () => {
  environment = await TestEnvironment.start({ filter: FEW_PEOPLE });
  const operator = await environment.openWindow('operator', { as: 'operator' });
  await operator.goto('scheduled-jobs');
  await operator.page.getByRole('button', { name: `Start ${JOB}` }).click();
  await expectText(operator, 'Results');
  runPath = pathIn(operator);
  await operator.goto('users?query=bobby.tables');
  await operator.page.getByRole('main').getByRole('link').first().click();
  await expectVisible(operator.page.getByRole('heading', { name: 'History' }));
  userPath = pathIn(operator);
  await operator.close();
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const pathIn = ({ page }: AppWindow) => new URL(page.url()).pathname.replace(/^\/\w+\//, '');

const PAGES: readonly (readonly [App, string, () => string])[] = [
  ['admin', 'Home', () => ''],
  ['admin', 'Add-ons', () => 'add-ons'],
  ['admin', 'Batch Synchronization', () => 'batch-synchronization'],
  ['admin', 'the settings', () => JOB_PATH],
  ['admin', 'the audit log', () => 'audit-log'],
  ['admin', 'an unknown page', () => 'nowhere'],
  ['operator', 'Scheduled jobs', () => 'scheduled-jobs'],
  ['operator', 'the runs', () => 'scheduled-jobs/LDAPAddonBatchSync/runs'],
  ['operator', 'a run', () => runPath],
  ['operator', 'an unknown run', () => 'runs/00000000-0000-4000-8000-000000000000'],
  ['operator', 'Users', () => 'users'],
  ['operator', 'a user', () => userPath],
  ['operator', 'Conflicts', () => 'conflicts'],
  ['operator', 'Cache', () => 'cache'],
  ['operator', 'My account', () => 'account'],
];

/** The rules that depend on what is shown at a width. */
const NARROW_RULES = [
  'aria-hidden-focus',
  'button-name',
  'link-name',
  'label',
  'scrollable-region-focusable',
  'target-size',
];

const NARROW: BrowserContextOptions = { viewport: { width: 360, height: 740 } };

describe('in light and dark mode and at a width of 360 pixels', () => {
  const windows: Partial<Record<App, AppWindow>> = {};

  const expectUsable = async (window: AppWindow) => {
    await expectAccessible(window);
    await expectNoHorizontalOverflow(window);
    // The layout is the same as in light mode, only colors differ.
    await window.setAppearance({ colorScheme: 'dark' });
    await expectAccessible(window, ['color-contrast', 'link-in-text-block']);
    // At this width, the navigation is behind a button, and tables scroll or hide columns.
    await window.setAppearance({ width: 360 });
    await expectAccessible(window, NARROW_RULES);
    await expectNoHorizontalOverflow(window);
    await window.setAppearance({});
    expect(window.scriptErrors).toEqual([]);
  };

  it.each(PAGES)('%s: %s is accessible and fits the window', async (app, _name, pathOf) => {
    const window = (windows[app] ??= await environment.openWindow(app, { as: 'admin' }));
    await window.goto(pathOf());
    await expectUsable(window);
  });

  it('operator: the sign-in page is accessible and fits the window', async () => {
    const window = await environment.openWindow('operator');
    await window.goto();
    await expectUsable(window);
    await window.close();
  });
});

describe('the pages', () => {
  it.each(['de', 'sv', 'fr'])('are shown in the chosen language %s, also after a reload', async (language) => {
    const nativeNames = new Intl.DisplayNames(language, { type: 'language' });
    const texts = JSON.parse(readFileSync(path.join('i18n', language, 'web.json'), 'utf8'));
    const settings = JSON.parse(readFileSync(path.join('i18n', language, 'settings.json'), 'utf8'));
    const window = await environment.openWindow('admin', { as: 'admin' });
    const { page } = window;
    await window.goto(JOB_PATH);
    await page.getByRole('button', { name: /^Language/ }).click();
    await page.getByRole('menuitem', { name: nativeNames.of(language) ?? language }).click();

    await expectVisible(page.getByText(settings.schedule.expression.title));
    await page.reload();
    await expectVisible(page.getByRole('button', { name: texts.form.save, exact: true }));
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await page.getByLabel(settings.schedule.expression.title).fill('1 2');
    const error = await page.locator('[id$="expression-error"]').innerText();
    expect(error).not.toContain('expected');
    expect(await page.getByRole('main').innerText()).not.toMatch(/i18n:|\{\{|\b(form|check|mapping)\.[a-z]/);
    await expectNoHorizontalOverflow(window);
    await window.close();
  });

  it('are shown in the language of the browser until the user chooses one', async () => {
    const window = await environment.openWindow('operator', { context: { locale: 'sv-SE' } });
    await window.goto();
    expect(await window.heading()).toBe('Logga in');
    await window.close();
  });

  it('keep the chosen color scheme after a reload', async () => {
    const window = await environment.openWindow('operator', { as: 'operator' });
    const colorScheme = () => window.page.locator('html').getAttribute('data-mantine-color-scheme');
    await window.goto('cache');
    await window.page.getByRole('button', { name: 'Switch to dark mode' }).click();
    await window.page.reload();
    await window.waitUntilLoaded();
    expect(await colorScheme()).toBe('dark');
    await window.close();
  });

  it('offer a skip link, and move the focus to the heading after a navigation', async () => {
    const window = await environment.openWindow('operator', { as: 'operator' });
    const { page } = window;
    await window.goto('cache');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expectFocus(page.getByRole('main'));

    await page.getByRole('link', { name: 'Users' }).focus();
    await page.keyboard.press('Enter');
    await expectVisible(page.getByRole('heading', { name: 'Users', level: 1 }));
    await expectFocus(page.getByRole('heading', { name: 'Users', level: 1 }));
    expect(await page.title()).toBe('Users · Operator · Identity Manager');
    await window.close();
  });

  it('open and close the navigation on a narrow screen', async () => {
    const window = await environment.openWindow('operator', { as: 'operator', context: NARROW });
    const { page } = window;
    await window.goto('cache');
    expect(await page.getByRole('link', { name: 'Users' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await expectAccessible(window);
    await page.getByRole('link', { name: 'Users' }).click();
    await expectVisible(page.getByRole('heading', { name: 'Users', level: 1 }));
    await expectHidden(page.getByRole('link', { name: 'Cache' }));
    await window.close();
  });

  it('ask for a sign-in over the page after the session has ended, and then show the requested page', async () => {
    const window = await environment.openWindow('operator', { as: 'operator' });
    await window.goto('scheduled-jobs');
    const { request } = window.page;
    const { csrfToken } = await (await request.get('/api/session')).json();
    expect((await request.delete('/api/session', { headers: { 'X-CSRF-Token': csrfToken } })).ok()).toBe(true);
    await window.page.getByRole('link', { name: 'Users' }).click();
    await expectVisible(window.page.getByRole('dialog', { name: 'Your session has ended' }));
    await window.signIn('operator', PASSWORDS.operator);
    await expectHidden(window.page.getByRole('dialog'));
    await expectVisible(window.page.getByRole('heading', { name: 'Users', level: 1 }));
    await window.close();
  });

  it('sign the user out from the account menu', async () => {
    const window = await environment.openWindow('operator', { as: 'operator' });
    await window.goto('users');
    await window.page.getByRole('button', { name: 'Account of operator' }).click();
    await expectAccessible(window);
    await window.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expectVisible(window.page.getByRole('heading', { name: 'Sign in' }));
    await expectHidden(window.page.getByText('Your session has ended'));
    expect((await window.page.request.get('/api/users')).status()).toBe(401);
    await window.close();
  });

  it('report a failed sign-out', async () => {
    const window = await environment.openWindow('operator', { as: 'operator' });
    await window.goto('users');
    await window.page.route('/api/session', (route) => route.abort());
    await window.page.getByRole('button', { name: 'Account of operator' }).click();
    await window.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expectText(window, 'You are still signed in');
    expect(await window.heading()).toBe('Users');
    await window.close();
  });

  it('show the time of the browser only if it differs from the time of the job', async () => {
    const columns = async (timezoneId: string) => {
      const window = await environment.openWindow('admin', { as: 'admin', context: { timezoneId } });
      await window.goto(JOB_PATH);
      const table = window.page.getByRole('table', { name: 'Next executions' });
      await expectVisible(table);
      const headers = await table.getByRole('columnheader').allInnerTexts();
      await window.close();
      return headers;
    };
    expect(await columns('UTC')).toEqual(['Job time (Etc/UTC)']);
    expect(await columns('Asia/Tokyo')).toEqual(['Job time (Etc/UTC)', 'Your time (Asia/Tokyo)']);
  });

  it('format dates for the region of the browser, in its time zone', async () => {
    const context = { locale: 'de-DE', timezoneId: 'America/New_York' };
    const window = await environment.openWindow('operator', { as: 'operator', context });
    await window.goto(runPath);
    const instant = window.page.getByRole('region', { name: 'Über diesen Lauf' }).locator('time').first();
    const iso = (await instant.getAttribute('datetime')) ?? '';
    const expected = new Intl.DateTimeFormat('de-DE', {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone: 'America/New_York',
    });
    expect(await instant.innerText()).toBe(expected.format(new Date(iso)));
    expect(await instant.getAttribute('title')).toMatch(/GMT|EST|EDT/);
    await window.close();
  });
});
