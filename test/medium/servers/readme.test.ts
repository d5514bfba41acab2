import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { FREE_IPA_SCHEMA, freeIpaLdif } from '../../services/free-ipa.js';
import { TestAuthority } from '../../services/certificates.js';
import { ldif, peopleLdif } from '../../services/people.js';
import { createDatabase } from '../../services/postgres.js';
import { aDirectory, temporaryFolder } from '../directory/test-directory.js';
import { Client, givenPasswords, realHost } from '../host/real-host.js';
import { aDirectoryServer389, anActiveDirectory } from './test-servers.js';

const JOB = 'batch-synchronizations/LDAPAddonBatchSync';
const SOON = { timeout: 20_000, interval: 50 };
const BASE = 'dc=example,dc=org';
const MAX_LINES = 5;
const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

interface Server {
  readonly url: string;
  readonly ca: string;
  readonly password: string;
}

const folder = temporaryFolder();

/** The lines of the README that connect a product. */
function linesFor(product: string): string {
  const shell = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.split('\n\n'));
  const found = shell.filter((block) => block.startsWith(`# ${product}`));
  expect(found).toHaveLength(1);
  return found[0]?.trim() ?? '';
}

/** The variables of the lines, with the address, the authority and the password of a server at hand. */
function environmentOf(lines: string, { url, ca, password }: Server): Record<string, string> {
  const named = [...lines.matchAll(/\b(LDAP_[A-Z_]+)=(?:'([^']*)'|(\S+))/g)];
  const given = Object.fromEntries(named.map(([, name = '', quoted, plain = '']) => [name, quoted ?? plain]));
  expect(new URL(given['LDAP_URL'] ?? '').protocol).toBe(new URL(url).protocol);
  const caFile = path.join(folder, 'ca.pem');
  writeFileSync(caFile, ca);
  return { ...given, LDAP_URL: url, LDAP_CA_FILE: caFile, LDAP_BIND_PASSWORD: password };
}

/** Starts a host with the lines of the README, and runs it. */
async function people(product: string, server: Server, dataPool: object = {}) {
  const lines = linesFor(product);
  expect(lines.split('\n').length).toBeLessThanOrEqual(MAX_LINES);
  const database = await createDatabase();
  const SETTINGS_KEY = 'a settings key for tests, 0123456789';
  const environment = { DATABASE_URL: database.url, SETTINGS_KEY, ...givenPasswords, ...environmentOf(lines, server) };
  const host = await realHost(environment);
  try {
    const admin = await Client.signIn(host, 'admin');
    await admin.put(`${JOB}/settings`, { settings: { dataPool } }).expect(200);
    const { body: run } = await admin.post(`${JOB}/runs`, { mode: 'apply' }).expect(202);
    const status = async () => (await admin.get(`runs/${run.id}`)).body.status as string;
    await vi.waitFor(async () => expect(await status()).toMatch(/^(?:succeeded|stopped|failed)/), SOON);
    expect(await status()).toBe('succeeded');
    const { items } = (await admin.get('users')).body as { items: Record<string, unknown>[] };
    return items.filter(({ source }) => source === 'LDAP').toSorted(byName);
  } finally {
    await host.stop();
    await database.drop();
  }
}

function byName(one: Record<string, unknown>, other: Record<string, unknown>): number {
  return String(one['userName']).localeCompare(String(other['userName']));
}

describe('the lines of the README connect', async () => {
  const domain = await anActiveDirectory({
    ldif: [
      ldif('CN=Ada Lovelace,CN=Users,DC=corp,DC=example', {
        objectClass: 'user',
        sAMAccountName: 'ada',
        userPrincipalName: 'ada@corp.example',
        givenName: 'Ada',
        sn: 'Lovelace',
        mail: 'ada@corp.example',
        employeeID: '1001',
        department: 'Research',
        company: 'Example',
        userAccountControl: '544',
      }),
      ldif('CN=Gone,CN=Users,DC=corp,DC=example', {
        objectClass: 'user',
        sAMAccountName: 'gone',
        userAccountControl: '514',
      }),
      ldif('CN=LAPTOP7,CN=Computers,DC=corp,DC=example', {
        objectClass: 'computer',
        sAMAccountName: 'laptop7$',
        userAccountControl: '4128',
      }),
    ].join(''),
  });
  const readerOfFreeIpa = `uid=reader,cn=sysaccounts,cn=etc,${BASE}`;
  const server389 = await aDirectoryServer389({
    schema: FREE_IPA_SCHEMA,
    ldif: [
      peopleLdif(2),
      freeIpaLdif(BASE, { grace: 'users', staged: 'staged' }),
      ldif(`cn=etc,${BASE}`, { objectClass: 'nsContainer', cn: 'etc' }),
      ldif(`cn=sysaccounts,cn=etc,${BASE}`, { objectClass: 'nsContainer', cn: 'sysaccounts' }),
      ldif(readerOfFreeIpa, {
        objectClass: ['account', 'simpleSecurityObject'],
        uid: 'reader',
        userPassword: 'Reads-1',
      }),
    ].join(''),
  });
  const authority = new TestAuthority(folder);
  const slapd = await aDirectory({
    ldif: [
      peopleLdif(2),
      ldif(`uid=gone,ou=people,${BASE}`, {
        objectClass: 'inetOrgPerson',
        uid: 'gone',
        cn: 'Gone',
        sn: 'Gone',
        employeeType: 'inactive',
      }),
    ].join(''),
    tls: { ...authority.issue(), caFile: authority.caFile },
  });

  it('Active Directory: its active people, with the values of its attributes', async () => {
    const server = { url: domain.ldapsUrl, ca: domain.ca, password: domain.readerPassword };
    const users = await people('Active Directory', server);
    expect(users.map(({ userName }) => userName)).toEqual(['ada', 'reader']);
    expect(users[0]).toMatchObject({
      principalName: 'ada@corp.example',
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'ada@corp.example',
      employeeNumber: '1001',
      department: 'Research',
      organization: 'Example',
      commonName: 'Ada Lovelace',
      state: 'active',
    });
  });

  it('FreeIPA: people in its container, and nobody who is staged', async () => {
    const aci = [server389.readerDn, readerOfFreeIpa].map(
      (dn) =>
        `(targetattr="* || nsAccountLock")(version 3.0; acl "${dn}"; allow (read, search, compare) userdn="ldap:///${dn}";)`,
    );
    await server389.modify(BASE, { aci });
    // The root DSE of FreeIPA cannot be had.
    const server = { url: server389.ldapsUrl, ca: server389.ca, password: 'Reads-1' };
    const users = await people('FreeIPA', server, { dialect: 'freeIpa' });
    expect(users.map(({ userName }) => userName)).toEqual(['grace']);
  });

  it('389 Directory Server: everyone below its base', async () => {
    const server = { url: server389.ldapsUrl, ca: server389.ca, password: server389.readerPassword };
    const users = await people('389 Directory Server', server);
    expect(users.map(({ userName }) => userName)).toEqual(['grace', 'staged', 'user000001', 'user000002']);
    expect(users[2]).toMatchObject({ employeeNumber: '100001', email: 'user000001@example.org', principalName: null });
    expect(users[2]).toMatchObject({ department: 'Finanzen' });
  });

  it('OpenLDAP: those whom the filter finds, over StartTLS', async () => {
    const server = { url: slapd.url, ca: authority.pem, password: slapd.readerPassword };
    const users = await people('OpenLDAP', server);
    expect(users.map(({ userName }) => userName)).toEqual(['user000001', 'user000002']);
  });
});
