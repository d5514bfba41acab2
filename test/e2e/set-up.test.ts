import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { BASE_DN } from '../../scripts/lib/demo-organization.ts';
import { demoTree } from '../../scripts/lib/demo-people.ts';
import { ldif } from '../../scripts/lib/ldif.ts';
import { Slapd } from '../../scripts/slapd.ts';
import type { DataPoolWithSettings } from '../../src/index.js';
import { TestAuthority } from '../services/certificates.js';
import { launchChromium } from '../services/chromium.js';
import { BuiltHost } from '../services/host.js';
import { AppWindow } from './support/app-window.js';
import {
  expectAccessible,
  expectFocus,
  expectHidden,
  expectNoHorizontalOverflow,
  expectVisible,
} from './support/expectations.js';
import { measureSetUp, PROMISED_SET_UP } from './support/set-up-time.js';

let folder: string;
let authority: TestAuthority;
let directory: Slapd;
let host: BuiltHost;
let browser: Browser;
let admin: AppWindow;

/** A host without a seed: everything is entered. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'set-up-'));
  authority = new TestAuthority(folder);
  directory = await Slapd.start({
    folder: path.join(folder, 'directory'),
    suffix: BASE_DN,
    ldif: demoTree().map(ldif).join(''),
    tls: { ...authority.issue(), caFile: authority.caFile },
  });
  host = await BuiltHost.start({ dataFolder: folder });
  browser = await launchChromium();
  admin = await AppWindow.open(browser, host.url, 'admin', { as: 'admin' });
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  await directory?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const field = (name: string) => admin.page.getByRole('textbox', { name, exact: true });
/** An input that offers names. */
const offered = (name: string) => admin.page.getByRole('combobox', { name, exact: true });
const button = (name: string) => admin.page.getByRole('button', { name, exact: true });
const heading = (name: string) => admin.page.getByRole('heading', { level: 2, name, exact: true });
const step = () => admin.page.getByRole('list', { name: 'Steps' }).locator('[aria-current=step]');

const csrfHeaders = async () => {
  const session = await admin.page.request.get('/api/session');
  return { 'X-CSRF-Token': String((await session.json()).csrfToken) };
};

/** Gives a data pool the directory, and further servers. */
async function savePool(name: string, further: readonly string[] = []): Promise<void> {
  const { url, readerDn: bindDn, readerPassword: bindPassword } = directory;
  const settings = { urls: [url, ...further], tls: { mode: 'starttls', ca: authority.pem }, bindDn, bindPassword };
  const headers = await csrfHeaders();
  const saved = await admin.page.request.put(`/api/data-pools/${name}`, { headers, data: { settings } });
  expect(saved.status()).toBe(200);
}

async function expectStep(name: string): Promise<void> {
  await expectVisible(heading(name));
  await expectFocus(heading(name));
  expect(await step().innerText()).toContain(name);
}

it('from an address, a user and a password to a plan that is right, in ten actions', async () => {
  const secondsOfSetUp = measureSetUp('OpenLDAP');
  await admin.goto('data-pools/default');
  await admin.page.getByRole('link', { name: 'Set up' }).click();
  await expectVisible(heading('Connect'));
  await expectAccessible(admin);

  await field('Address of the directory').fill(`localhost:${directory.port}`);
  await field('User').fill(directory.readerDn);
  await field('Password').fill(directory.readerPassword);
  await button('Next').click();
  const certificates = admin.page.getByRole('list', { name: 'Certificates' });
  await expectVisible(certificates.getByText('DNS:localhost'));
  await expectVisible(admin.page.getByText('The authority that issued the server certificate is not trusted.'));
  await expectAccessible(admin);
  await button('Accept this authority').click();

  await expectStep('Find people');
  expect(await admin.page.getByRole('checkbox', { name: BASE_DN }).isChecked()).toBe(true);
  await expectVisible(admin.page.getByRole('status').filter({ hasText: /^1,0\d\d people$/ }));
  await expectAccessible(admin);
  await button('Next').click();

  await expectStep('Map');
  await expectVisible(offered('LDAP attribute in row 1'));
  expect(await offered('LDAP attribute in row 1').inputValue()).toBe('uid');
  await expectVisible(admin.page.getByText(/^100% of 200 · /));
  await expectAccessible(admin);
  await button('Next').click();

  await expectStep('Schedule');
  await expectVisible(admin.page.getByText('Etc/UTC').or(admin.page.getByText('Europe/Stockholm')));
  await expectAccessible(admin);
  await button('Save and show the first preview').click();

  await expectVisible(heading('The data pool is set up'));
  await expectVisible(admin.page.getByText(/^Saved\. Next execution: .* 02:00:00/));
  await expectVisible(admin.page.getByText('The preview is ready'));
  expect(secondsOfSetUp()).toBeLessThan(PROMISED_SET_UP);
  await expectVisible(admin.page.getByText('Would be created'));
  await expectAccessible(admin);
  await expectHidden(button('Next'));
  await admin.setAppearance({ width: 390, colorScheme: 'dark' });
  await expectNoHorizontalOverflow(admin);
  await expectAccessible(admin);
});

it('a further data pool: what is chosen stays when its administrator goes back, or reloads the page', async () => {
  await savePool('default');
  await admin.goto('new-data-pool');
  await admin.setAppearance({});
  await field('Name').fill('shipyard');
  await field('Address of the directory').fill(`localhost:${directory.port}`);
  await field('User').fill(directory.readerDn);
  await field('Password').fill(directory.readerPassword);
  await button('Next').click();
  await button('Accept this authority').click();
  await expectStep('Find people');

  await button('Choose in the tree').click();
  const containers = admin.page.getByRole('tree').getByRole('treeitem');
  const people = containers.filter({ hasText: 'ou=People' }).last();
  const base = (dn: string) => admin.page.getByRole('checkbox', { name: dn, exact: true });
  await expectVisible(people);
  await expectAccessible(admin);
  await base(BASE_DN).uncheck();
  await field('Another container (DN)').fill(BASE_DN.toUpperCase().replaceAll('DC=', ' domainComponent = '));
  await admin.page.keyboard.press('Enter');
  expect(await admin.page.getByRole('group', { name: 'Where people are' }).getByRole('checkbox').count()).toBe(1);
  await base(BASE_DN).uncheck();
  await people.focus();
  await admin.page.keyboard.press('Space');
  expect(await base(`ou=People,${BASE_DN}`).isChecked()).toBe(true);
  await expectVisible(admin.page.getByRole('status').filter({ hasText: /^1,0\d\d people$/ }));
  await base(BASE_DN).check();
  // It leaves the list, which is of the trees of the directory and of what is chosen.
  await base(`ou=People,${BASE_DN}`).click();
  await expectHidden(base(`ou=People,${BASE_DN}`));
  await button('Add a condition').click();
  await offered('Attribute of condition 2').fill('l');
  await field('Value of condition 2').fill('Malmö*');
  expect(await field('Filter').inputValue()).toBe('(&(objectClass=inetOrgPerson)(l=Malmö\\2a))');
  await expectVisible(admin.page.getByText('The filter finds nobody in the proposed bases.'));
  await field('Value of condition 2').fill('Malmö');
  await expectHidden(admin.page.getByText('The filter finds nobody in the proposed bases.'));
  await expectAccessible(admin);
  await admin.page.reload();
  expect(await field('Value of condition 2').inputValue()).toBe('Malmö');
  await field('Filter').fill('(&(objectClass=inetOrgPerson)(!(l=Malm*)))');
  await expectVisible(admin.page.getByText('Conditions cannot express this filter. It stays as it is typed.'));
  await expectVisible(admin.page.getByText(/^The filter does not find \d+ people/));
  await field('Filter').fill('(&(objectClass=inetOrgPerson)(l=Malmö))');
  const locked = admin.page.getByRole('switch', { name: 'Leave out locked accounts' });
  await expectVisible(admin.page.getByText(/^Applies to 0 of \d+$/));
  await locked.focus();
  await admin.page.keyboard.press('Space');
  expect(await locked.isChecked()).toBe(false);
  await expectAccessible(admin);
  await button('Next').click();

  await expectStep('Map');
  await button('Add a row for employeeType').click();
  const added = admin.page.getByRole('combobox', { name: /^LDAP attribute in row/ }).last();
  await expectFocus(added);
  await added.fill('employeTyp');
  await expectVisible(admin.page.getByText('No entry has it, and the schema does not list it. Check the spelling.'));
  await added.fill('employeeType');
  await expectAccessible(admin);
  await button('Next').click();
  await expectStep('Schedule');
  await admin.page.getByRole('link', { name: 'Find people' }).click();
  await expectStep('Find people');
  expect(await field('Value of condition 2').inputValue()).toBe('Malmö');
  await button('Next').click();
  await expectStep('Map');
  expect(await added.inputValue()).toBe('employeeType');
  await button('Next').click();

  await field('Expression to schedule the job').fill('never');
  await button('Save and show the first preview').click();
  await expectFocus(field('Expression to schedule the job'));
  const jobs = await admin.page.request.get('/api/batch-synchronizations');
  expect(await jobs.json()).toHaveLength(1);
  await field('Expression to schedule the job').fill('0 0 3 * * *');
  await button('Save and show the first preview').click();
  await expectVisible(admin.page.getByText('The preview is ready'));
  const url = new URL(admin.page.url());
  expect(url.searchParams.get('job')).toBe('shipyard');
  const saved = await admin.page.request.get('/api/batch-synchronizations/shipyard/settings');
  expect(await saved.json()).toMatchObject({
    settings: { search: { filter: '(&(objectClass=inetOrgPerson)(l=Malmö))', activeRules: { locked: false } } },
  });
});

it('further servers stay, and another first one takes the place of the first one alone', async () => {
  const { request } = admin.page;
  const [second, third] = ['ldap://dc2.example', 'ldap://dc3.example'];
  const headers = await csrfHeaders();
  const created = await request.post('/api/data-pools', { headers, data: { name: 'docks' } });
  expect(created.status()).toBe(201);
  await savePool('docks', [second, third]);

  await admin.goto('data-pools/docks/set-up?step=connect');
  const further = admin.page.getByRole('list', { name: 'Further servers' });
  await expectVisible(further.getByText(second));
  await expectAccessible(admin);
  await button(`Remove ${third}`).click();
  await expectHidden(further.getByText(third));
  await field('Address of the directory').fill(`localhost:${directory.port}`);
  await field('Password').fill(directory.readerPassword);
  await button('Next').click();
  await expectStep('Find people');
  const pool = (await (await request.get('/api/data-pools/docks')).json()) as DataPoolWithSettings;
  expect(pool.settings).toMatchObject({ urls: [`ldap://localhost:${directory.port}`, second] });
});
