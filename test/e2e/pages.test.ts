import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { PASSWORDS } from '../services/host.js';
import {
  expectAccessible,
  expectFitting,
  expectFocus,
  expectGone,
  expectText,
  expectVisible,
} from './support/expectations.js';
import { Stage } from './support/stage.js';
import { type App, JOB, JOB_PATH, type Visitor } from './support/visitor.js';

/** A few of each kind: what a page can hold is looked at, not how much. */
const FEW_PEOPLE = '(|(employeeNumber=1000*)(uid=bobby.tables)(uid=admin))';

let stage: Stage;
let runPath: string;
let userPath: string;

beforeAll(async () => {
  stage = await Stage.open({ filter: FEW_PEOPLE });
  const operator = await stage.visit('operator', { as: 'operator' });
  await operator.open('scheduled-jobs');
  await operator.page.getByRole('button', { name: `Start ${JOB}` }).click();
  await expectText(operator, 'Results');
  runPath = pathIn(operator);
  await operator.open('users?query=bobby.tables');
  await operator.page.getByRole('main').getByRole('link').first().click();
  await expectVisible(operator.page.getByRole('heading', { name: 'History' }));
  userPath = pathIn(operator);
  await operator.leave();
});
afterEach(({ task }) => stage?.keepEvidence(task));
afterAll(() => stage?.close());

const pathIn = ({ page }: Visitor) => new URL(page.url()).pathname.replace(/^\/\w+\//, '');

const PAGES: readonly (readonly [App, string, () => string])[] = [
  ['admin', 'Home', () => ''],
  ['admin', 'Add-ons', () => 'add-ons'],
  ['admin', 'Batch Synchronization', () => 'batch-synchronization'],
  ['admin', 'the settings', () => JOB_PATH],
  ['admin', 'a page that is not there', () => 'nowhere'],
  ['operator', 'Scheduled jobs', () => 'scheduled-jobs'],
  ['operator', 'the runs', () => 'scheduled-jobs/LDAPAddonBatchSync/runs'],
  ['operator', 'a run', () => runPath],
  ['operator', 'a run that is not there', () => 'runs/00000000-0000-4000-8000-000000000000'],
  ['operator', 'Users', () => 'users'],
  ['operator', 'a user', () => userPath],
  ['operator', 'Cache', () => 'cache'],
];

const NARROW: BrowserContextOptions = { viewport: { width: 360, height: 740 } };

describe('in light, in dark and 360 pixels narrow', () => {
  const visitors: Partial<Record<App, Visitor>> = {};

  const expectUsable = async (visitor: Visitor) => {
    await expectAccessible(visitor);
    await expectFitting(visitor);
    // Other colours are all that is different.
    await visitor.change({ colours: 'dark' });
    await expectAccessible(visitor, ['color-contrast', 'link-in-text-block']);
    await visitor.change({ width: 360 });
    await expectAccessible(visitor);
    await expectFitting(visitor);
    await visitor.change({});
    expect(visitor.scriptErrors).toEqual([]);
  };

  it.each(PAGES)('%s: %s can be used by everybody, and fits', async (app, _name, pathOf) => {
    const visitor = (visitors[app] ??= await stage.visit(app, { as: 'admin' }));
    await visitor.open(pathOf());
    await expectUsable(visitor);
  });

  it('the page to sign in on, too', async () => {
    const visitor = await stage.visit('operator');
    await visitor.open();
    await expectUsable(visitor);
    await visitor.leave();
  });
});

describe('the pages', () => {
  it.each(['de', 'sv', 'fr'])('speak %s, and remember it', async (language) => {
    const words = JSON.parse(readFileSync(path.join('i18n', language, 'web.json'), 'utf8'));
    const settings = JSON.parse(readFileSync(path.join('i18n', language, 'settings.json'), 'utf8'));
    const visitor = await stage.visit('admin', { as: 'admin' });
    const { page } = visitor;
    await visitor.open(JOB_PATH);
    await page.getByRole('button', { name: /^Language/ }).click();
    await page.getByRole('menuitem', { name: words.languages[language] }).click();

    await expectVisible(page.getByText(settings.schedule.expression.title));
    await page.reload();
    await expectVisible(page.getByRole('button', { name: words.form.save, exact: true }));
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await page.getByLabel(settings.schedule.expression.title).fill('1 2');
    const refusal = await page.locator('[id$="expression-error"]').innerText();
    expect(refusal).not.toContain('expected');
    expect(await page.getByRole('main').innerText()).not.toMatch(/i18n:|\{\{|\b(form|check|mapping)\.[a-z]/);
    await expectFitting(visitor);
    await visitor.leave();
  });

  it('speak the language of the browser to who has not chosen one', async () => {
    const visitor = await stage.visit('operator', { window: { locale: 'sv-SE' } });
    await visitor.open();
    expect(await visitor.heading()).toBe('Logga in');
    await visitor.leave();
  });

  it('remember light or dark', async () => {
    const visitor = await stage.visit('operator', { as: 'operator' });
    const colours = () => visitor.page.locator('html').getAttribute('data-mantine-color-scheme');
    await visitor.open('cache');
    await visitor.page.getByRole('button', { name: 'Switch to dark mode' }).click();
    await visitor.page.reload();
    await visitor.isSettled();
    expect(await colours()).toBe('dark');
    await visitor.leave();
  });

  it('let the keyboard skip the navigation, and lead it to the heading of the page that was gone to', async () => {
    const visitor = await stage.visit('operator', { as: 'operator' });
    const { page } = visitor;
    await visitor.open('cache');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expectFocus(page.getByRole('main'));

    await page.getByRole('link', { name: 'Users' }).focus();
    await page.keyboard.press('Enter');
    await expectVisible(page.getByRole('heading', { name: 'Users', level: 1 }));
    await expectFocus(page.getByRole('heading', { name: 'Users', level: 1 }));
    expect(await page.title()).toBe('Users · Operator · Identity Manager');
    await visitor.leave();
  });

  it('open their navigation on a narrow screen, and close it again', async () => {
    const visitor = await stage.visit('operator', { as: 'operator', window: NARROW });
    const { page } = visitor;
    await visitor.open('cache');
    expect(await page.getByRole('link', { name: 'Users' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await expectAccessible(visitor);
    await page.getByRole('link', { name: 'Users' }).click();
    await expectVisible(page.getByRole('heading', { name: 'Users', level: 1 }));
    await expectGone(page.getByRole('link', { name: 'Cache' }));
    await visitor.leave();
  });

  it('ask who was signed out meanwhile to sign in, and go on where they were', async () => {
    const visitor = await stage.visit('operator', { as: 'operator' });
    await visitor.open('scheduled-jobs');
    const { request } = visitor.page;
    const { csrfToken } = await (await request.get('/api/session')).json();
    expect((await request.delete('/api/session', { headers: { 'X-CSRF-Token': csrfToken } })).ok()).toBe(true);
    await visitor.page.getByRole('link', { name: 'Users' }).click();
    await expectVisible(visitor.page.getByRole('heading', { name: 'Sign in' }));
    await expectText(visitor, 'Your session has ended.');
    await visitor.signIn('operator', PASSWORDS.operator);
    await expectVisible(visitor.page.getByRole('heading', { name: 'Users', level: 1 }));
    await visitor.leave();
  });

  it('sign out from the menu of the account', async () => {
    const visitor = await stage.visit('operator', { as: 'operator' });
    await visitor.open('users');
    await visitor.page.getByRole('button', { name: 'Account of operator' }).click();
    await expectAccessible(visitor);
    await visitor.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expectVisible(visitor.page.getByRole('heading', { name: 'Sign in' }));
    await expectGone(visitor.page.getByText('Your session has ended.'));
    expect((await visitor.page.request.get('/api/users')).status()).toBe(401);
    await visitor.leave();
  });

  it('say so when a sign-out did not happen', async () => {
    const visitor = await stage.visit('operator', { as: 'operator' });
    await visitor.open('users');
    await visitor.page.route('/api/session', (route) => route.abort());
    await visitor.page.getByRole('button', { name: 'Account of operator' }).click();
    await visitor.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expectText(visitor, 'You are still signed in');
    expect(await visitor.heading()).toBe('Users');
    await visitor.leave();
  });

  it('show the time of the reader only where it is another than that of the job', async () => {
    const columns = async (timezoneId: string) => {
      const visitor = await stage.visit('admin', { as: 'admin', window: { timezoneId } });
      await visitor.open(JOB_PATH);
      const table = visitor.page.getByRole('table', { name: 'Next executions' });
      await expectVisible(table);
      const headers = await table.getByRole('columnheader').allInnerTexts();
      await visitor.leave();
      return headers;
    };
    expect(await columns('UTC')).toEqual(['Job time (Etc/UTC)']);
    expect(await columns('Asia/Tokyo')).toEqual(['Job time (Etc/UTC)', 'Your time (Asia/Tokyo)']);
  });

  it('write dates and numbers as their reader does, in the time zone of the reader', async () => {
    const window = { locale: 'de-DE', timezoneId: 'America/New_York' };
    const visitor = await stage.visit('operator', { as: 'operator', window });
    await visitor.open(runPath);
    const instant = visitor.page.getByRole('region', { name: 'Über diesen Lauf' }).locator('time').first();
    const iso = (await instant.getAttribute('datetime')) ?? '';
    const expected = new Intl.DateTimeFormat('de-DE', {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone: 'America/New_York',
    });
    expect(await instant.innerText()).toBe(expected.format(new Date(iso)));
    expect(await instant.getAttribute('title')).toMatch(/GMT|EST|EDT/);
    await visitor.leave();
  });
});
