import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { settingErrorText } from '../../../src/i18n/code-texts.js';
import { launchChromium } from '../../services/chromium.js';
import { textsOf } from '../../unit/repository/words/text-files.js';
import type { App } from '../support/app-window.js';
import { expectAccessible, POLLING } from '../support/expectations.js';
import { expectReadable } from '../support/readable-text.js';
import { RecordedApp, type Role } from '../support/recorded-app.js';
import type { Answer, Answers } from '../support/recorded-host.js';
import { aJob, anAddOn, errorOf, hostErrorOf, JOB, paramsFor } from './recorded-answers.js';
import { JOB_API, settingsPage } from './recorded-settings.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** The rules of axe are the same in every language. */
const CHECKED = 'en';

const SETTINGS = `batch-synchronization/${JOB}`;
const CLOSE_NOTICE = '.mantine-Notification-closeButton';

describe.each(['en', 'de'])('in "%s"', (language) => {
  const opened = new Map<string, RecordedApp>();
  const open = async (app: App, role: Role = 'administrator') => {
    const recorded = opened.get(app + role) ?? (await RecordedApp.open(browser, app, { language, role }));
    opened.set(app + role, recorded);
    return recorded;
  };
  afterAll(() => Promise.all([...opened.values()].map((each) => each.close())));

  /** Clicks a button of the page, and expects the error that its request is answered with, which is not there yet. */
  const expectToldAfter = async (app: RecordedApp, button: string, request: string, status: number, error: object) => {
    // Notices that pile up cover buttons, and stay while the mouse is over them.
    await app.page.evaluate(`document.querySelectorAll('${CLOSE_NOTICE}').forEach((each) => each.click())`);
    await expect.poll(() => app.page.locator(CLOSE_NOTICE).count(), POLLING).toBe(0);
    app.give([...app.given, [request, { status, json: error }]]);
    const { message } = error as { readonly message: string };
    const told = app.page.getByText(message).first();
    expect(await told.count()).toBe(0);
    await app.page.getByRole('button', { name: button, exact: true }).first().click();
    await told.waitFor();
    await expectReadable(app, `${request}: ${message}`);
  };

  const expectAccessibleIfChecked = async (app: RecordedApp) => {
    if (language === CHECKED) await expectAccessible(app);
  };

  it('a run that cannot be started says why, for every reason', async () => {
    const app = await open('operator', 'operator');
    await app.show('scheduled-jobs', [['GET /api/batch-synchronizations', { json: [aJob()] }]]);
    const start = app.t('web:jobs.startOf', { name: String(aJob().processName) });
    for (const code of ['RUN_IN_PROGRESS', 'ADDON_DISABLED', 'SETTINGS_INVALID', 'SETTINGS_MISSING'] as const) {
      await expectToldAfter(app, start, `POST ${JOB_API}/runs`, 409, errorOf(language, 'operator', code));
    }
    await expectToldAfter(app, start, `POST ${JOB_API}/runs`, 403, hostErrorOf(language, 'NOT_ALLOWED'));
    await expectAccessibleIfChecked(app);
  });

  it('a cache that cannot be cleared says why', async () => {
    const app = await open('operator');
    await app.show('cache', [['GET /api/cache', { json: [] }]]);
    const error = errorOf(language, 'administrator', 'DATABASE_UNREACHABLE');
    await expectToldAfter(app, app.t('web:cache.clear'), 'POST /api/cache/clear', 503, error);
  });

  it('an add-on that cannot be disabled says why', async () => {
    const app = await open('admin');
    await app.show('add-ons', [['GET /api/add-ons', { json: [anAddOn] }]]);
    await app.page.getByRole('button', { name: app.t('web:addOns.disable') }).click();
    app.give([...app.given, [`PUT /api/add-ons/${JOB}`, 'unreachable']]);
    await app.page
      .getByRole('dialog')
      .getByRole('button', { name: app.t('web:addOns.disable') })
      .click();
    await app.page.getByText(app.t('web:failure.hostUnreachable')).waitFor();
    await expectReadable(app, 'add-on');
    await expectAccessibleIfChecked(app);
  });

  it('settings that are not valid say why, for every reason', async () => {
    const app = await open('admin');
    const errors = [...textsOf('en').keys()].flatMap((key) => {
      const [namespace, code = ''] = key.split(':');
      if (namespace !== 'validation') return [];
      const message = settingErrorText(language, code, paramsFor(PARAMETERS)) ?? code;
      return [{ field: 'mapping', code, message }];
    });
    await app.show(SETTINGS, settingsPage(language, { errors }));
    const text = await expectReadable(app, 'stored errors');
    for (const { message } of errors) expect(text).toContain(message);
    await expectAccessibleIfChecked(app);
  });

  it.each([
    [409, 'SECRET_UNREADABLE'],
    [503, 'DATABASE_READ_ONLY'],
    [502, 'LDAP_TLS_FAILED'],
  ] as const)('a check of the connection that ends with %i (%s) says why', async (status, code) => {
    const app = await open('admin');
    await app.show(SETTINGS, settingsPage(language));
    const error = errorOf(language, 'administrator', code);
    await expectToldAfter(app, app.t('web:check.run'), `POST ${JOB_API}/check`, status, error);
  });

  it('settings that cannot be saved stay, and say why', async () => {
    const app = await open('admin');
    await app.show(SETTINGS, settingsPage(language, { version: 1, settings: { search: { filter: '(uid=*)' } } }));
    const filter = app.page.getByLabel(app.t('settings:search.filter.title'), { exact: true });
    await filter.fill('(cn=*)');
    const save = app.t('web:form.save');
    const request = `PUT ${JOB_API}/settings`;
    await expectToldAfter(app, save, request, 503, errorOf(language, 'administrator', 'DATABASE_FULL'));
    await expectToldAfter(app, save, request, 403, hostErrorOf(language, 'NOT_ALLOWED'));
    app.give([...app.given, [`GET ${JOB_API}/settings`, 'unreachable']]);
    await expectToldAfter(app, save, request, 409, errorOf(language, 'administrator', 'SETTING_CHANGED'));
    expect(await filter.inputValue()).toBe('(cn=*)');
  });

  it('a password that cannot be changed, and sessions that cannot be ended, say why', async () => {
    const app = await open('operator');
    const at = '2026-03-01T02:00:00.000Z';
    const other = { id: 'other', beganAt: at, lastUsedAt: at, address: null, userAgent: null, current: false };
    await app.show('account', [['GET /api/session/list', { json: [other] }]]);
    const error = errorOf(language, 'administrator', 'DATABASE_UNREACHABLE');
    await expectToldAfter(app, app.t('web:account.endOthers'), 'DELETE /api/session/list', 503, error);
    for (const name of ['current', 'new', 'repeat']) {
      await app.page.getByLabel(app.t(`web:account.${name}`), { exact: true }).fill('x');
    }
    const wrong = hostErrorOf(language, 'PASSWORD_WRONG');
    await expectToldAfter(app, app.t('web:account.change'), 'PUT /api/session/password', 400, wrong);
  });

  it.each([
    ['an ended session', 'forms', { status: 401, json: hostErrorOf(language, 'NOT_SIGNED_IN') }, 'web:signIn.title'],
    ['an account without access', 'admin', { json: { user: 'o', role: 'operator' } }, 'web:forbidden.title'],
    ['a host that does not respond', 'admin', 'unreachable', 'web:hostUnreachable.title'],
  ] as readonly [string, string, Answer, string][])('%s has a page', async (_name, path, session, title) => {
    const app = await open('admin');
    await app.load([['GET /api/session', session]], path);
    expect(await expectReadable(app, title)).toContain(app.t(title));
    await expectAccessibleIfChecked(app);
  });

  it('a refused sign-in says why', async () => {
    const app = await open('operator');
    const none: Answers = [['GET /api/session', { status: 401, json: hostErrorOf(language, 'NOT_SIGNED_IN') }]];
    await app.load(none);
    await app.page.getByLabel(app.t('web:signIn.user')).fill('ada');
    await app.page.locator('input[name=password]').fill('x');
    const signIn = app.t('web:signIn.submit');
    await expectToldAfter(app, signIn, 'POST /api/session', 401, hostErrorOf(language, 'SIGN_IN_REFUSED'));
    await expectToldAfter(app, signIn, 'POST /api/session', 429, hostErrorOf(language, 'TOO_MANY_ATTEMPTS'));
  });
});

/** All parameters of the texts about invalid values. */
const PARAMETERS = [
  ...new Set(
    [...textsOf('en').values()]
      .flat()
      .flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name)),
  ),
];
