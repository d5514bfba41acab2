import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { launchChromium } from '../services/chromium.js';
import { aJob, anAddOn, JOB, NOW } from './error-states/recorded-answers.js';
import { aDataPool, historyPage, JOB_API, POOL_API, poolPage, settingsPage } from './error-states/recorded-settings.js';
import { JOB as PROCESS } from './support/app-window.js';
import {
  expectAccessible,
  expectFocus,
  expectHidden,
  expectNoHorizontalOverflow,
  expectText,
  expectVisible,
} from './support/expectations.js';
import { RecordedApp } from './support/recorded-app.js';
import type { Answer, Answers } from './support/recorded-host.js';

const POOLS = 'GET /api/data-pools';
const jobs = (...list: readonly object[]): Answers[number] => ['GET /api/batch-synchronizations', { json: list }];

let browser: Browser;
let app: RecordedApp;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
});
beforeEach(async () => {
  app = await RecordedApp.open(browser, 'admin', { language: 'en', role: 'administrator' });
  page = app.page;
});
afterAll(() => browser?.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const link = (name: string) => page.getByRole('main').getByRole('link', { name, exact: true });
const dialog = () => page.getByRole('dialog');

it('Home leads to the list of data pools, with servers, product, jobs and last change', async () => {
  const plant = aDataPool({
    name: 'plant',
    description: 'The second plant',
    urls: ['ldap://a.example', 'ldap://b.example'],
  });
  await app.show('', [jobs(aJob()), [POOLS, { json: [aDataPool({ jobs: [JOB] }), plant] }]]);
  await link('Data pools').click();

  const row = page.getByRole('row', { name: /^plant/ });
  for (const text of ['The second plant', 'ldap://a.example', 'ldap://b.example', 'No job']) {
    await expectVisible(row.getByText(text));
  }
  await expectVisible(page.getByRole('row', { name: /^default/ }).getByRole('link', { name: PROCESS }));
  await expectAccessible(app);
});

it('a new data pool is named and connected, and what is refused stands by its input', async () => {
  const refused = (field: string, message: string): Answer => ({
    status: 400,
    json: { code: 'SETTINGS_INVALID', message: '-', params: {}, errors: [{ field, code: 'name', message }] },
  });
  const plant = `${POOL_API}/plant-2`;
  await app.show('data-pools', [
    [POOLS, { json: [] }],
    ['POST /api/data-pools', refused('name', 'Use lower-case letters.')],
  ]);
  await expectText(app, 'No data pools yet');
  await link('New data pool').click();
  await button('Next').click();
  await expectVisible(page.getByText('Enter the address of the directory.'));
  await expectFocus(page.getByLabel('Address of the directory'));
  await page.getByLabel('Name', { exact: true }).fill('Plant 2');
  await page.getByLabel('Address of the directory').fill('ldaps://ldap.example');
  await button('Next').click();
  await expectVisible(page.getByText('Use lower-case letters.'));
  await expectAccessible(app);

  app.give([
    ['POST /api/data-pools', { json: aDataPool({ name: 'plant-2' }) }],
    [`POST ${plant}/certificates`, refused('dataPool.bindPassword', 'Enter the password.')],
  ]);
  await page.getByLabel('Name', { exact: true }).fill('plant-2');
  await page.getByLabel('User', { exact: true }).fill('reader@corp.example');
  await page.keyboard.press('Enter');
  await expectVisible(page.getByText('Enter the password.'));
  await expectFocus(page.getByRole('textbox', { name: 'Password' }));
  await expectAccessible(app);
});

it.each([
  { what: 'certificate', of: 'of the server itself', isIssued: false, isAuthority: false },
  { what: 'authority', of: 'that issued it', isIssued: true, isAuthority: true },
  { what: 'authority', of: 'that the server is itself', isIssued: false, isAuthority: true },
])('of an untrusted chain, the $what $of is accepted that was compared', async ({ what, isIssued, isAuthority }) => {
  const shared = { names: [], validFrom: NOW, validTo: NOW, isAuthority, issuer: 'CN=Corp CA' };
  const certificate = (subject: string, byte: string) => {
    const fingerprint = Array.from({ length: 32 }, () => byte).join(':');
    return { ...shared, subject, pem: subject, fingerprint };
  };
  const [own, issuer] = [certificate('CN=dc1', 'A1'), certificate('CN=Corp CA', 'B2')];
  const chain = {
    url: 'ldaps://dc1',
    name: 'dc1',
    certificates: isIssued ? [own, issuer] : [own],
    problems: [{ code: 'TLS_AUTHORITY_UNKNOWN', found: 'It is not trusted.', remedy: 'Enter it.' }],
    authority: isIssued ? issuer : own,
  };
  await app.show('new-data-pool', [
    ['POST /api/data-pools', { json: aDataPool({ name: 'plant-2' }) }],
    [`POST ${POOL_API}/plant-2/certificates`, { json: chain }],
  ]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByLabel('Name', { exact: true }).fill('plant-2');
  await page.getByLabel('Address of the directory').fill('ldaps://dc1');
  await button('Next').click();
  await expectVisible(button(`Accept this ${what}`));
  expect(await page.getByText('Only this certificate is then trusted').count()).toBe(isAuthority ? 0 : 1);
  const shown = page.getByText(chain.authority.fingerprint.slice(0, 12), { exact: true });
  expect(await shown.count()).toBe(7);
  const places = await Promise.all((await shown.all()).map((group) => group.boundingBox()));
  expect(new Set(places.map((place) => place?.y)).size).toBeLessThan(6);
  await expectNoHorizontalOverflow(app);
  await expectAccessible(app);
});

it('a data pool that a job uses is not deleted, and the refusal names the job', async () => {
  const refusal: Answer = {
    status: 409,
    json: { code: 'DATA_POOL_IN_USE', message: 'The data pool is used by LDAPAddonBatchSync.' },
  };
  await app.show('data-pools/plant', [...poolPage('plant'), [`DELETE ${POOL_API}/plant`, refusal]]);
  await button('Delete').click();
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await expectVisible(dialog().getByText('The data pool is used by LDAPAddonBatchSync.'));
  await expectAccessible(app);
});

it('the job shows the servers of its data pool, and leads to the page of the pool for its settings', async () => {
  const answers: Answers = [
    ...settingsPage('en', { settings: { dataPool: 'plant' } }),
    ...poolPage('plant'),
    [POOLS, { json: [aDataPool(), aDataPool({ name: 'plant', urls: ['ldap://plant.example'] })] }],
  ];
  await app.show(`batch-synchronization/${JOB}`, answers);
  await expectVisible(page.getByText('ldap://plant.example'));
  expect(await page.getByRole('combobox', { name: 'Data pool' }).inputValue()).toBe('plant');
  await expectHidden(page.getByLabel('Bind user', { exact: true }));
  await expectAccessible(app);
  await link('Open plant').click();
  await expectVisible(page.getByRole('heading', { level: 1, name: 'plant' }));

  await app.show(`batch-synchronization/${JOB}#field=dataPool.bindDn`, answers);
  await expectVisible(page.getByRole('heading', { level: 1, name: 'plant' }));
  await expectFocus(page.getByLabel('Bind user', { exact: true }));
});

it('a further job is created with a new data pool, and opened', async () => {
  const created: string[] = [];
  page.on('console', (message) => created.push(message.text()));
  const plant = aJob({ name: 'plant-2', isFirst: false, dataPool: 'plant', description: 'People of the plant' });
  await app.show('batch-synchronization', [
    jobs(aJob(), plant),
    [POOLS, { json: [aDataPool()] }],
    ['GET /api/add-ons', { json: [anAddOn] }],
    ['POST /api/data-pools', { json: aDataPool({ name: 'plant' }) }],
    ['POST /api/batch-synchronizations', { json: plant }],
    ...settingsPage('en', { job: 'plant-2', settings: { dataPool: 'plant' } }, 'plant-2'),
  ]);
  await expectVisible(page.getByRole('row', { name: /^Synchronize .*: plant-2/ }).getByText('People of the plant'));
  await button('New job').click();
  await dialog().getByLabel('Name', { exact: true }).fill('plant-2');
  await dialog().getByRole('combobox', { name: 'Data pool' }).click();
  await page.getByRole('option', { name: 'New data pool' }).click();
  expect(await dialog().getByRole('button', { name: 'Create' }).isDisabled()).toBe(true);
  await dialog().getByLabel('Name of the data pool').fill('plant');
  await expectAccessible(app);
  await dialog().getByRole('button', { name: 'Create' }).click();
  await expectVisible(page.getByRole('heading', { level: 1, name: `${PROCESS}: plant-2` }));
  await expectVisible(page.getByText('People of the plant'));
  await expectVisible(button('Delete'));
});

it('the first job of a process can be neither deleted nor described', async () => {
  await app.show(`batch-synchronization/${JOB}`, [
    jobs(aJob()),
    [POOLS, { json: [aDataPool()] }],
    ...settingsPage('en', { settings: { dataPool: 'default' } }),
  ]);
  await expectVisible(page.getByRole('heading', { level: 1, name: PROCESS }));
  await expectHidden(button('Delete'));
  await expectHidden(button('Change description'));
});

it('a version before 0.5.0 says which of its settings belong to the data pool, and restores them in its form', async () => {
  const change = (field: string) => ({ field, before: 'now', after: 'then', effect: 'none' });
  const items = [2, 1].map((version) => ({ version, changedAt: NOW, changedBy: null, changes: null }));
  const versionOne = (...fields: readonly string[]): Answers[number] => [
    `GET ${JOB_API}/settings/versions/1`,
    { json: { version: 1, settings: { dataPool: { bindDn: 'then' } }, changes: fields.map(change), errors: [] } },
  ];
  const history: Answers = [
    ...historyPage('en'),
    [`GET ${JOB_API}/settings/versions`, { json: { items, nextCursor: null } }],
    jobs(aJob({ dataPool: 'plant' })),
  ];
  await app.show(`batch-synchronization/${JOB}/history`, [...history, versionOne('search.filter', 'dataPool.bindDn')]);
  await button('Compare version 1').click();
  const tables = dialog().getByRole('table');
  await expectVisible(tables.first().getByRole('row', { name: 'Filter' }));
  expect(await tables.first().getByRole('row', { name: 'Bind user' }).count()).toBe(0);
  await expectVisible(dialog().getByText('which are restored in the form of the data pool'));
  await expectVisible(tables.last().getByRole('row', { name: 'Bind user' }));
  await expectVisible(dialog().getByRole('link', { name: 'Restore in the form', exact: true }));
  await expectAccessible(app);

  await app.show(`batch-synchronization/${JOB}/history`, [...history, versionOne('dataPool.bindDn')]);
  await button('Compare version 1').click();
  await expectVisible(dialog().getByRole('row', { name: 'Bind user' }));
  await expectHidden(dialog().getByRole('link', { name: 'Restore in the form', exact: true }));
  app.give([...history, ...poolPage('plant'), versionOne('dataPool.bindDn')]);
  await dialog().getByRole('link', { name: 'Restore in the form of plant' }).click();
  await expectVisible(page.getByRole('heading', { level: 1, name: 'plant' }));
  await expectText(app, 'The form contains version 1.');
  expect(await page.getByLabel('Bind user', { exact: true }).inputValue()).toBe('then');
  expect(new URL(page.url()).search).toBe('');
});
