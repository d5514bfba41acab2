import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';

import type { Change, DirectoryProposal } from '../../../src/index.js';
import { type ProductDirectory, type ProductName, PRODUCTS, startProduct } from '../../services/products.js';
import { createDatabase } from '../../services/postgres.js';
import { temporaryFolder } from '../directory/test-directory.js';
import { Client, givenPasswords, realHost } from '../host/real-host.js';

const JOB = 'batch-synchronizations/LDAPAddonBatchSync';
const SOON = { timeout: 20_000, interval: 50 };
const ONGOING = /^(?:queued|reading|applying)$/;
const ONGOING_OR_PLANNED = /^(?:queued|reading|applying|planned)$/;
const MAX_LINES = 5;
const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

const folder = temporaryFolder();

/** The lines of the README that connect a product. */
function linesFor(product: string): string {
  const shell = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.split('\n\n'));
  const found = shell.filter((block) => block.startsWith(`# ${product}`));
  expect(found).toHaveLength(1);
  return found[0]?.trim() ?? '';
}

/** The variables of the lines, with the address, the authority and the password of a server at hand. */
function environmentOf(lines: string, { url, ca, password }: ProductDirectory): Record<string, string> {
  const named = [...lines.matchAll(/\b(LDAP_[A-Z_]+)=(?:'([^']*)'|(\S+))/g)];
  const given = Object.fromEntries(named.map(([, name = '', quoted, plain = '']) => [name, quoted ?? plain]));
  expect(new URL(given['LDAP_URL'] ?? '').protocol).toBe(new URL(url).protocol);
  const caFile = path.join(folder, 'ca.pem');
  writeFileSync(caFile, ca);
  return { ...given, LDAP_URL: url, LDAP_CA_FILE: caFile, LDAP_BIND_PASSWORD: password };
}

/** A host with a database of its own, and how both end. */
async function aHost(environment: Record<string, string> = {}) {
  const database = await createDatabase();
  const SETTINGS_KEY = 'a settings key for tests, 0123456789';
  const host = await realHost({ DATABASE_URL: database.url, SETTINGS_KEY, ...givenPasswords, ...environment });
  const end = async () => {
    await host.stop();
    await database.drop();
  };
  return { admin: await Client.signIn(host, 'admin'), end };
}

/** Starts a run, waits until it has succeeded, and returns its id. */
async function runOf(admin: Client, mode: 'apply' | 'plan'): Promise<string> {
  const { body: run } = await admin.post(`${JOB}/runs`, { mode }).expect(202);
  const status = async () => (await admin.get(`runs/${run.id}`)).body.status as string;
  await vi.waitFor(
    async () => expect(await status()).not.toMatch(mode === 'plan' ? ONGOING : ONGOING_OR_PLANNED),
    SOON,
  );
  expect(await status()).toBe(mode === 'plan' ? 'planned' : 'succeeded');
  return run.id as string;
}

function byName(one: Record<string, unknown>, other: Record<string, unknown>): number {
  return String(one['userName']).localeCompare(String(other['userName']));
}

const directories = PRODUCTS.map((product) => ({
  product,
  started: startProduct(product, path.join(folder, product)),
}));
afterAll(() => Promise.all(directories.map(async ({ started }) => (await started).stop())));
/** One host without a seed for all products: nothing is applied. */
const unseeded = aHost();
afterAll(async () => (await unseeded).end());
await Promise.all([unseeded, ...directories.map(({ started }) => started)]);

/** The values of the first one that show that the right attributes were read. */
const VALUES: Readonly<Partial<Record<ProductName, object>>> = {
  'Active Directory': {
    principalName: 'ada@corp.example',
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@corp.example',
    employeeNumber: '1001',
    department: 'Research',
    organization: 'Example',
    commonName: 'Ada Lovelace',
    state: 'active',
  },
  '389 Directory Server': {
    employeeNumber: '100001',
    email: 'user000001@example.org',
    principalName: null,
    department: 'Finanzen',
  },
};

describe.each(directories)('$product', ({ product, started }) => {
  it('is connected by the lines of the README: its active people, with the values of its attributes', async () => {
    const directory = await started;
    const lines = linesFor(product);
    expect(lines.split('\n').length).toBeLessThanOrEqual(MAX_LINES);
    const { admin, end } = await aHost(environmentOf(lines, directory));
    onTestFinished(end);
    await runOf(admin, 'apply');
    const { items } = (await admin.get('users')).body as { items: Record<string, unknown>[] };
    const users = items.filter(({ source }) => source === 'LDAP').toSorted(byName);
    expect(users.map(({ userName }) => userName)).toEqual(directory.people);
    expect(users[0]).toMatchObject(VALUES[product] ?? {});
  });

  it('is set up from an address, a user and a password: what is proposed leads to a plan with the right people', async () => {
    const { admin } = await unseeded;
    const { url, user: bindDn, password: bindPassword, people } = await started;
    const dataPool = product.toLowerCase().replaceAll(' ', '-');
    const pool = `data-pools/${dataPool}`;
    await admin.post('data-pools', { name: dataPool, description: product }).expect(201);
    const tls = { mode: url.startsWith('ldaps') ? 'ldaps' : 'starttls' };
    const settings = { urls: [url], bindDn, bindPassword, tls };
    const { body: chain } = await admin.post(`${pool}/certificates`, { settings }).expect(200);
    expect(chain).toMatchObject({ problems: [{ code: 'TLS_AUTHORITY_UNKNOWN' }] });
    const trusting = { ...settings, tls: { ...tls, ca: chain.authority.pem } };
    const { body: proposal } = await admin.post(`${pool}/proposal`, { settings: trusting }).expect(200);
    await admin.put(pool, { settings: trusting }).expect(200);
    await admin.put(`${JOB}/settings`, { settings: { dataPool, ...jobOf(proposal, product) } }).expect(200);
    const { body: check } = await admin.post(`${JOB}/check`).expect(200);
    expect(check.outcome).toBe('ready');
    const changes = (await admin.get(`runs/${await runOf(admin, 'plan')}/changes`)).body.items as Change[];
    expect(changes.map(({ kind, after }) => `${kind} ${String(after['userName'])}`).toSorted()).toEqual(
      people.map((name) => `create ${name}`),
    );
  });
});

/** What an administrator takes over from a proposal. OpenLDAP has no flag that says who has left. */
function jobOf(proposal: DirectoryProposal, product: ProductName) {
  const bases = proposal.bases.filter(({ isProposed }) => isProposed).map(({ dn }) => ({ dn, scope: 'subtree' }));
  const mapping = proposal.mapping.map(({ attribute, field, required }) => ({ attribute, field, required }));
  const filter = product === 'OpenLDAP' ? `(&${proposal.filter}(!(employeeType=inactive)))` : proposal.filter;
  return { search: { bases, filter }, mapping };
}
