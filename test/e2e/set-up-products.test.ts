import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Change } from '../../src/index.js';
import { launchChromium } from '../services/chromium.js';
import { BuiltHost } from '../services/host.js';
import { startProduct } from '../services/products.js';
import { AppWindow } from './support/app-window.js';
import { expectVisible } from './support/expectations.js';
import { measureSetUp, PROMISED_SET_UP } from './support/set-up-time.js';

/** Samba does not present its authority, so that its own certificate is accepted. OpenLDAP has a story of its own. */
const OTHERS = ['Active Directory', 'FreeIPA', '389 Directory Server'] as const;

const folder = mkdtempSync(path.join(tmpdir(), 'set-up-products-'));
const directories = OTHERS.map((product) => ({ product, started: startProduct(product, folder) }));
let host: BuiltHost;
let browser: Browser;
let admin: AppWindow;

beforeAll(async () => {
  [host, browser] = await Promise.all([BuiltHost.start({ dataFolder: folder }), launchChromium()]);
  admin = await AppWindow.open(browser, host.url, 'admin', { as: 'admin' });
  await Promise.all(directories.map(({ started }) => started));
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  for (const { started } of directories) await (await started).stop();
  rmSync(folder, { recursive: true, force: true });
});

const field = (name: string) => admin.page.getByRole('textbox', { name, exact: true });
const button = (name: string) => admin.page.getByRole('button', { name, exact: true });
const heading = (name: string) => admin.page.getByRole('heading', { level: 2, name, exact: true });

/** The first data pool is that of the first job; each other one gets a job of its own. */
it.each(directories)(
  '$product: an address, a user and a password lead to a plan with its active people',
  async (each) => {
    const { product, started } = each;
    const directory = await started;
    const name = product.toLowerCase().replaceAll(' ', '-');
    const secondsOfSetUp = measureSetUp(product);
    await admin.goto('new-data-pool');
    await field('Name').fill(name);
    await field('Address of the directory').fill(directory.url);
    await field('User').fill(directory.user);
    await field('Password').fill(directory.password);
    await button('Next').click();
    await button(`Accept this ${product === 'Active Directory' ? 'certificate' : 'authority'}`).click();
    for (const step of ['Find people', 'Map']) {
      await expectVisible(heading(step));
      await button('Next').click();
    }
    await expectVisible(heading('Schedule'));
    await button('Save and show the first preview').click();
    await expectVisible(admin.page.getByText('The preview is ready'));
    expect(secondsOfSetUp()).toBeLessThan(PROMISED_SET_UP);

    const plan = new URL(admin.page.url()).searchParams.get('plan');
    const { items } = (await (await admin.page.request.get(`/api/runs/${plan}/changes`)).json()) as { items: Change[] };
    expect(items.map(({ kind, after }) => `${kind} ${String(after['userName'])}`).toSorted()).toEqual(
      directory.people.map((person) => `create ${person}`),
    );
  },
);
