import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import type { DomainControllerList } from '../../src/index.js';
import { TestAuthority } from '../services/certificates.js';
import type { AppWindow } from './support/app-window.js';
import { expectAccessible, expectVisible } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';

const POOL_PATH = 'data-pools/default';

let folder: string;
let environment: TestEnvironment;
let admin: AppWindow;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'client-certificate-'));
  environment = await TestEnvironment.start();
  admin = await environment.openWindow('admin', { as: 'admin' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(async () => {
  await environment?.close();
  rmSync(folder, { recursive: true, force: true });
});

const field = (name: string) => admin.page.getByRole('textbox', { name, exact: true });

it('the administrator enters a client certificate, sees whose it is, and never sees its key again', async () => {
  const { certFile, keyFile } = new TestAuthority(folder).issue({ names: ['reader'], of: 'client' });
  await admin.goto(POOL_PATH);
  await admin.page.getByRole('radio', { name: 'StartTLS' }).check();
  await field('Client certificate').fill(readFileSync(certFile, 'utf8'));
  await expectVisible(admin.page.getByText('CN=reader, issued by CN=Test Authority, valid until'));
  await expectVisible(admin.page.getByText(/SHA-256 fingerprint (?:[0-9A-F]{2}:){31}/));

  await field('Private key').fill('a key');
  await admin.page.getByRole('textbox', { name: 'Password' }).fill(environment.directory.readerPassword);
  await admin.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectVisible(admin.page.getByText('The private key cannot be read.').first());
  await expectAccessible(admin);

  await field('Private key').fill(readFileSync(keyFile, 'utf8'));
  await admin.page.getByRole('button', { name: 'Save', exact: true }).click();
  await admin.page.getByRole('button', { name: 'Save changes' }).click();
  await expectVisible(admin.page.getByText(/expires on .* Have it renewed in time/).first());
  await admin.goto(POOL_PATH);
  await expect.poll(() => field('Private key').getAttribute('placeholder')).toBe('Stored – type to replace');
  expect(await field('Private key').inputValue()).toBe('');
});

it('the administrator picks a server from the domain controllers, of those that the host permits', async () => {
  const of = (host: string, isAllowed: boolean) =>
    ({ url: `ldap://${host}`, host, priority: 0, site: 'Kiruna', isAllowed, isUsed: false }) as const;
  const controllers = [of('dc1.corp.example', true), of('dc2.corp.example', false)];
  const json: DomainControllerList = { domain: 'corp.example', source: 'directory', controllers };
  const asked: unknown[] = [];
  await admin.page.route('**/domain-controllers', (route) => {
    asked.push((route.request().postDataJSON() as { domain?: string }).domain);
    return route.fulfill({ json });
  });

  await admin.goto(POOL_PATH);
  await admin.page.getByRole('button', { name: 'Find domain controllers' }).click();
  await expect.poll(() => asked).toEqual([undefined]);
  await field('Domain of Active Directory').fill('corp.example');
  await field('Domain of Active Directory').press('Enter');
  await expect.poll(() => asked).toEqual([undefined, 'corp.example']);
  const list = admin.page.getByRole('group', { name: 'Domain controllers of corp.example' });
  await expectVisible(list.getByText('Not permitted by the host'));
  await expectAccessible(admin);
  await list.getByRole('button', { name: 'Add ldap://dc1.corp.example' }).click();
  expect(await field('Servers 2').inputValue()).toBe('ldap://dc1.corp.example');
  await expectVisible(list.getByText('In the list'));
});
