import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchChromium } from '../services/chromium.js';
import { aJob } from './error-states/recorded-answers.js';
import { JOB_API, settingsFormAnswer } from './error-states/recorded-settings.js';
import { expectAccessible, expectHidden, expectVisible } from './support/expectations.js';
import { RecordedApp, type Role } from './support/recorded-app.js';
import type { Answer } from './support/recorded-host.js';

const FILTER = { field: 'search.filter', before: '(uid=*)', after: '(mail=*)', effect: 'people' };
const COST_CENTER = {
  field: 'mapping.attributes.costCenter',
  before: null,
  after: { attribute: 'costCode', field: 'attributes.costCenter', required: true },
  effect: 'result',
};
const ORDER = {
  field: 'dataPool.urls',
  before: ['ldap://a.example', 'ldap://b.example'],
  after: ['ldap://b.example', 'ldap://a.example'],
  effect: 'result',
};
const MODE = { field: 'dataPool.tls.mode', before: 'none', after: 'ldaps', effect: 'result' };

let browser: Browser;
let app: RecordedApp;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const dialog = () => app.page.getByRole('dialog', { name: 'Settings have changed' });

async function openDialog(role: Role, changedSections: readonly string[], answer: Answer): Promise<void> {
  app = await RecordedApp.open(browser, 'operator', { language: 'en', role });
  await app.show('scheduled-jobs', [
    ['GET /api/batch-synchronizations', { json: [aJob({ changedSections })] }],
    [`GET ${JOB_API}/changed-settings`, answer],
    settingsFormAnswer('en'),
  ]);
  await app.page.getByRole('button', { name: /^Start / }).click();
  await expectVisible(dialog());
}

it('the dialog before a start shows administrators old and new values as the form names them', async () => {
  const changes = [FILTER, ORDER, MODE, COST_CENTER];
  await openDialog('administrator', ['connection', 'search', 'mapping'], { json: { changes } });
  const row = (name: RegExp) => dialog().getByRole('row', { name });
  await expectVisible(row(/^Filter.*People could be left out\..*\(uid=\*\).*\(mail=\*\)/));
  await expectVisible(row(/^Servers.*The same, in another order/));
  await expectVisible(row(/^Connection security.*None.*LDAPS/));
  await expectVisible(row(/^Mapping: costCenter.*Not in the list.*costCode → costCenter \(required\)/));
  await expectHidden(dialog().getByText('The mapping has the same rows in another order.'));
  await expectVisible(dialog().getByRole('button', { name: 'Apply now' }));
  await expectAccessible(app);
});

it('operators are shown the names, and never a value', async () => {
  const changes = [FILTER, COST_CENTER].map((change) => ({ ...change, before: null, after: null }));
  await openDialog('operator', ['search', 'mapping'], { json: { changes } });
  await expectVisible(dialog().getByText('Mapping: costCenter'));
  await expectVisible(dialog().getByText('People could be left out.'));
  expect(await dialog().getByRole('table').count()).toBe(0);
  await expectAccessible(app);
});

it('the dialog says when only the order of the mapping differs', async () => {
  await openDialog('administrator', ['mapping'], { json: { changes: [] } });
  await expectVisible(dialog().getByText('The mapping has the same rows in another order.'));
});

it('the dialog says when it is not known what has changed', async () => {
  await openDialog('operator', ['search'], { json: { changes: null } });
  await expectVisible(dialog().getByText(/^Which settings exactly have changed is not known/));
});

it('changes that cannot be loaded say why, and a start is possible nevertheless', async () => {
  const error = { code: 'DATABASE_UNREACHABLE', message: 'The database does not respond.' };
  await openDialog('operator', ['search'], { json: error, status: 503 });
  await expectVisible(dialog().getByText(error.message));
  expect(await dialog().getByRole('button', { name: 'Preview changes' }).isEnabled()).toBe(true);
});
