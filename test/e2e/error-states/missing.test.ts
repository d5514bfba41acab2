import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchChromium } from '../../services/chromium.js';
import { expectAccessible, expectHidden, expectVisible } from '../support/expectations.js';
import { RecordedApp } from '../support/recorded-app.js';
import type { Answers } from '../support/recorded-host.js';
import { aJob, errorOf, JOB } from './recorded-answers.js';
import { JOB_API, poolPage, settingsPage } from './recorded-settings.js';

let browser: Browser;
let app: RecordedApp;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const missing = (code: Parameters<typeof errorOf>[2]) => ({
  status: 404,
  json: errorOf('en', 'administrator', code),
});

describe('what does not exist', () => {
  it.each<['admin' | 'operator', string, Answers, string, string]>([
    [
      'admin',
      `batch-synchronization/${JOB}`,
      [...settingsPage('en'), [`GET ${JOB_API}/settings`, missing('JOB_UNKNOWN')]],
      'Batch Synchronization',
      '/batch-synchronization',
    ],
    [
      'admin',
      'data-pools/plant',
      [...poolPage('plant'), ['GET /api/data-pools/plant', missing('DATA_POOL_UNKNOWN')]],
      'Data pools',
      '/data-pools',
    ],
    [
      'admin',
      `batch-synchronization/${JOB}?version=9`,
      [...settingsPage('en'), [`GET ${JOB_API}/settings/versions/9`, missing('SETTINGS_VERSION_UNKNOWN')]],
      'Settings history',
      `/batch-synchronization/${JOB}/history`,
    ],
    ['operator', 'runs/run', [['GET /api/runs/run', missing('RUN_NOT_FOUND')]], 'Scheduled jobs', '/scheduled-jobs'],
  ])('in %s, %s: is called so, with a link to its list', async (name, path, answers, list, to) => {
    app = await RecordedApp.open(browser, name, { language: 'en', role: 'administrator' });
    await app.show(path, answers);
    const alert = app.page.getByRole('alert').filter({ hasText: 'Not found' });
    await expectVisible(alert);
    expect(await alert.getByRole('link', { name: list, exact: true }).getAttribute('href')).toBe(`/${name}${to}`);
    await expectHidden(app.page.getByRole('button', { name: 'Try again' }));
    await expectAccessible(app);
    await app.close();
  });
});

it('the page of a job says what the seed leaves open', async () => {
  app = await RecordedApp.open(browser, 'admin', { language: 'en', role: 'administrator' });
  const open = aJob({ undecidedSettings: ['filter', 'mapping'] });
  await app.show(`batch-synchronization/${JOB}`, [
    ...settingsPage('en'),
    ['GET /api/batch-synchronizations', { json: [open] }],
  ]);
  const notice = app.page.getByRole('alert').filter({ hasText: 'Filter and mapping are not decided yet' });
  await expectVisible(notice.getByText('no server of the data pool default answered when the host started'));
  await expectVisible(notice.getByRole('link', { name: 'Open default' }));
  await expectAccessible(app);
});
