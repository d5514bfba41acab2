import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import type { FieldLimits } from '../../../src/contract/users-table.js';
import { UsersTable } from '../../../src/contract/users-table.js';
import { StepwiseConnectionCheck } from '../../../src/directory/check/stepwise-connection-check.js';
import { AllowedTargets } from '../../../src/directory/client/allowed-targets.js';
import { LdaptsDirectoryReader } from '../../../src/directory/read/ldapts-directory-reader.js';
import type { DirectorySource } from '../../../src/settings/schema/directory-source.js';
import { sourceOf } from '../../services/source-of.js';
import { SHORT } from './test-directory.js';

class Users extends UsersTable {
  limits(): FieldLimits {
    return { fields: new Set(USER_FIELDS), maxLength: {}, notNull: new Set(), attributes: true };
  }

  refresh(): Promise<void> {
    return Promise.resolve();
  }
}

const sourceAt = (url: string): DirectorySource =>
  sourceOf({
    urls: [url],
    baseDn: 'dc=example,dc=org',
    tls: { mode: url.startsWith('ldaps:') ? 'ldaps' : 'none' },
  });
const JOB = { name: 'employees', dataPool: 'main' };
const check = (url: string, entries?: readonly string[]) =>
  new StepwiseConnectionCheck(
    new Users(),
    { withValues: () => Promise.resolve(new Map()) },
    SHORT,
    AllowedTargets.of(entries),
  ).check(JOB, sourceAt(url), []);

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const servers: Server[] = [];
let web: string;
let shell: string;
let closed: string;
let closing: string;
let connections = 0;
beforeAll(async () => {
  const count = () => void (connections += 1);
  servers.push(createHttpServer((_, response) => response.end('Hello')).on('connection', count));
  servers.push(
    createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-Server\r\n')).on('connection', count),
  );
  servers.push(createServer((socket) => socket.on('error', () => {}).end()));
  [web, shell, closing] = (await Promise.all(servers.map(listening))) as [string, string, string];
  const gone = createServer();
  closed = await listening(gone);
  gone.close();
  await once(gone, 'close');
});
afterAll(() => servers.forEach((server) => server.close()));

describe('a connection check', () => {
  it.each(['ldap:', 'ldaps:'])(
    'says the same of a closed port and of a port of another service with %s',
    async (scheme) => {
      const said = async (url: string) => {
        const { ok, steps } = await check(url.replace('ldap:', scheme));
        const text = JSON.stringify([
          ok,
          ...steps.map(({ step, outcome, code, params }) => [step, outcome, code, params]),
        ]);
        return text.replaceAll(url.replace('ldap:', scheme), 'ldap://server');
      };
      const unreachable = await said(closed);
      expect(unreachable).toContain('"connect","failed","LDAP_UNREACHABLE"');
      expect(await said(web)).toBe(unreachable);
      expect(await said(shell)).toBe(unreachable);
      expect(await said(closing)).toBe(unreachable);
    },
  );
});

describe('a server that is not allowed', () => {
  it('is refused by a check, a run and health before anything is sent', async () => {
    const before = connections;
    const reader = new LdaptsDirectoryReader(SHORT, AllowedTargets.of(['10.0.0.0/8', 'ldap.corp.example']));
    const { signal } = new AbortController();
    const refused = { code: 'LDAP_TARGET_REFUSED', params: { url: web } };

    const { steps } = await check(web, ['10.0.0.0/8', 'ldap.corp.example']);
    expect(steps[0]).toMatchObject({ step: 'resolve', outcome: 'failed', ...refused });
    expect(steps[1]).toMatchObject({ step: 'connect', outcome: 'skipped' });
    await expect(reader.ping(sourceAt(web), 1_000, signal)).rejects.toMatchObject(refused);
    const pages = reader.read(sourceAt(web), ['uid'], signal).pages[Symbol.asyncIterator]();
    await expect(pages.next()).rejects.toMatchObject(refused);
    expect(connections).toBe(before);

    await check(web, ['127.0.0.0/8']);
    expect(connections).toBe(before + 1);
  });

  it.each([
    'ldap://169.254.169.254',
    'ldap://2852039166',
    'ldap://0xa9fea9fe',
    'ldap://[::ffff:169.254.169.254]',
    'ldap://[fe80::1]',
  ])('is one with a link-local address, in any spelling: %s', async (url) => {
    const { steps } = await check(url);
    expect(steps.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      step: 'resolve',
      code: 'LDAP_TARGET_REFUSED',
    });
  });
});
