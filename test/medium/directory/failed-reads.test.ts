import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import { LdaptsDirectoryReader } from '../../../src/directory/read/ldapts-directory-reader.js';
import { peopleLdif } from '../../services/people.js';
import { aDirectory, poolOf, readAll, SHORT } from './test-directory.js';
import { FakeDirectory } from './fake-directory.js';

const impatient = new LdaptsDirectoryReader(SHORT);

describe('a read that fails', async () => {
  const slapd = await aDirectory({ ldif: peopleLdif(1_000) });
  const refusedPort = await aClosedPort();

  it.each([
    ['LDAP_HOST_NOT_FOUND', { urls: ['ldap://no-such-host.invalid'] }, { url: 'ldap://no-such-host.invalid' }],
    ['LDAP_UNREACHABLE', { urls: [refusedPort] }, { url: refusedPort, reason: 'ECONNREFUSED' }],
    [
      'LDAP_BIND_REJECTED',
      { bindPassword: 'wrong' },
      { url: slapd.url, bindDn: slapd.readerDn, result: 'invalidCredentials' },
    ],
    ['LDAP_BIND_REJECTED', { bindPassword: 'e' }, { result: 'invalidCredentials' }],
    ['LDAP_BIND_REJECTED', { bindDn: 'cn=nobody,dc=example,dc=org' }, { bindDn: 'cn=nobody,dc=example,dc=org' }],
    ['LDAP_BASE_NOT_FOUND', { baseDn: 'ou=nowhere,dc=example,dc=org' }, { baseDn: 'ou=nowhere,dc=example,dc=org' }],
    ['LDAP_BASE_NOT_FOUND', { baseDn: 'nosuchattribute=x,dc=example,dc=org' }, { url: slapd.url }],
    ['LDAP_FILTER_REJECTED', { filter: '(uid=*' }, { filter: '(uid=*' }],
    ['LDAP_RIGHTS_MISSING', { bindDn: '', bindPassword: '' }, { baseDn: slapd.baseDn }],
    ['LDAP_TLS_FAILED', { tls: { mode: 'starttls' as const } }, { url: slapd.url, tlsCode: 'STARTTLS_REFUSED' }],
  ])('reports %s for %j', async (code, part, params) => {
    const read = await readAll(poolOf(slapd, part));
    expect(read).toMatchObject({
      error: { code, params },
      entries: [],
      readReport: { complete: false, reason: code },
    });
  });

  it('is reported by a ping with the same error codes', async () => {
    const { signal } = new AbortController();
    const ping = (part = {}) => impatient.ping(poolOf(slapd, part), 10_000, signal);
    await expect(ping()).resolves.toBeUndefined();
    await expect(ping({ bindPassword: 'wrong' })).rejects.toMatchObject({ code: 'LDAP_BIND_REJECTED' });
    await expect(ping({ baseDn: 'dc=nowhere' })).rejects.toMatchObject({ code: 'LDAP_BASE_NOT_FOUND' });
  });

  it('does not reveal the password', async () => {
    const bindPassword = 'wrong-and-very-secret';
    for (const part of [{}, { urls: [refusedPort] }, { tls: { mode: 'starttls' as const } }]) {
      const { error } = await readAll(poolOf(slapd, { bindPassword, ...part }));
      expect(error).toBeInstanceOf(SyncError);
      expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(bindPassword);
    }
  });

  it('does not reveal the password when the server repeats it', async () => {
    await using leaking = await FakeDirectory.start([]);
    leaking.bindRefusal = 'no, my  secret-word is wrong';
    const { error } = await readAll(poolOf(slapd, { urls: [leaking.url], bindPassword: 'my  secret-word' }));
    expect(error).toMatchObject({
      code: 'LDAP_BIND_REJECTED',
      cause: { message: expect.stringContaining('***') as string },
    });
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('secret-word');
  });

  it('is avoided by using the next server when the first is unreachable', async () => {
    const urls = [refusedPort, 'ldap://no-such-host.invalid', slapd.url];
    const read = await readAll(poolOf(slapd, { urls }), { reader: impatient });
    expect(read).toMatchObject({
      error: undefined,
      readReport: { complete: true, server: slapd.url, entries: 1_000 },
    });
  });

  it('is avoided by using the next server when the first does not respond', async () => {
    const silent = await aSilentServer();
    const read = await readAll(poolOf(slapd, { urls: [silent.url, slapd.url] }), { reader: impatient });
    silent.close();
    expect(read).toMatchObject({ error: undefined, readReport: { complete: true, server: slapd.url } });
  });

  it('does not try a refused password at another server, because each attempt could lock the account', async () => {
    await using first = await FakeDirectory.start([]);
    await using second = await FakeDirectory.start([{ entries: 1, cookie: '' }]);
    first.bindRefusal = 'wrong password';
    const read = await readAll(poolOf(slapd, { urls: [first.url, second.url] }));
    expect(read.error).toMatchObject({ code: 'LDAP_BIND_REJECTED', params: { url: first.url } });
    expect([first.bindNames.length, second.bindNames.length]).toEqual([1, 0]);
  });

  it('reports the first server when none is available, and all errors in its cause', async () => {
    const { error } = await readAll(poolOf(slapd, { urls: [refusedPort, 'ldap://no-such-host.invalid'] }));
    expect(error).toMatchObject({
      code: 'LDAP_UNREACHABLE',
      params: { url: refusedPort },
      cause: { errors: [{ code: 'LDAP_UNREACHABLE' }, { code: 'LDAP_HOST_NOT_FOUND' }] },
    });
  });

  it('can be done again if one of several servers accepted the connection and closed it, and not if none did', async () => {
    const closing = createServer((socket) => socket.on('error', () => undefined).end());
    await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve));
    const url = `ldap://127.0.0.1:${(closing.address() as AddressInfo).port}`;
    const read = (urls: string[]) => readAll(poolOf(slapd, { urls }));
    expect(await read([refusedPort, url])).toMatchObject({
      error: { params: { url: refusedPort } },
      interruption: 'reading',
    });
    expect(await read([refusedPort, refusedPort])).toMatchObject({ interruption: 'connecting' });
    closing.close();
  });

  it('times out when the server accepts the connection and does not respond', async () => {
    const silent = await aSilentServer();
    const read = await readAll(poolOf(slapd, { urls: [silent.url] }), { reader: impatient });
    silent.close();
    expect(read.error).toMatchObject({ code: 'LDAP_TIMEOUT', params: { url: silent.url, seconds: 0.8 } });
  });

  it('is incomplete when the size limit of the server truncates it', async () => {
    const limited = await limitedDirectory;
    const { error, readReport } = await readAll(poolOf(limited, { pageSize: 100 }));
    expect(error).toMatchObject({ code: 'DIRECTORY_READ_INCOMPLETE', params: { reason: 'sizeLimitExceeded' } });
    expect(readReport.complete).toBe(false);
  });

  it('reports at once that the server does not speak LDAP', async () => {
    const server = createServer((socket) =>
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n').on('error', () => undefined),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { error } = await readAll(poolOf(slapd, { urls: [url] }));
    server.close();
    expect(error).toMatchObject({ code: 'LDAP_UNREACHABLE', params: { url, reason: 'the response cannot be read' } });
  });

  it('is incomplete when the server stops responding between pages', async () => {
    const stoppable = await stoppableDirectory;
    const read = await readAll(poolOf(stoppable, { pageSize: 10 }), {
      reader: impatient,
      onPage: (_, number) => number === 3 && stoppable.pause(),
    });
    stoppable.resume();
    expect(read).toMatchObject({
      error: { code: 'DIRECTORY_READ_INCOMPLETE', params: { reason: 'the server stopped responding' } },
      readReport: { complete: false },
    });
  });

  it('stops at once when it is aborted, and is not complete', async () => {
    const stoppable = await stoppableDirectory;
    const control = new AbortController();
    const read = await readAll(poolOf(stoppable, { pageSize: 10 }), {
      signal: control.signal,
      onPage: (_, number) => number === 3 && control.abort(),
    });
    expect(read).toMatchObject({ error: { code: 'RUN_INTERRUPTED' }, readReport: { complete: false } });
    expect(read.entries.length).toBeLessThan(1_000);
    expect(await readAll(poolOf(stoppable), { signal: AbortSignal.abort() })).toMatchObject({
      error: { code: 'RUN_INTERRUPTED' },
      entries: [],
    });
  });

  it('is aborted while the server does not respond', async () => {
    const silent = await aSilentServer();
    const read = await readAll(poolOf(slapd, { urls: [silent.url] }), { signal: AbortSignal.timeout(100) });
    silent.close();
    expect(read.error).toMatchObject({ code: 'RUN_INTERRUPTED' });
  });

  it('is incomplete when the server is killed between pages', async () => {
    const stoppable = await stoppableDirectory;
    const read = await readAll(poolOf(stoppable, { pageSize: 10 }), {
      onPage: (_, number) => number === 3 && stoppable.kill(),
    });
    expect(read).toMatchObject({
      error: { code: 'DIRECTORY_READ_INCOMPLETE', params: { reason: 'the connection was lost' } },
      readReport: { complete: false, reason: 'DIRECTORY_READ_INCOMPLETE' },
    });
    expect(read.readReport.entries).toBeLessThan(1_000);
  });

  const limitedDirectory = aDirectory({ ldif: peopleLdif(500), sizeLimit: 300 });
  const stoppableDirectory = aDirectory({ ldif: peopleLdif(1_000) });
  await Promise.all([limitedDirectory, stoppableDirectory]);
});

async function aClosedPort(): Promise<string> {
  const { url, close } = await aSilentServer();
  close();
  return url;
}

/** Accepts connections and never responds. */
async function aSilentServer(): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((socket) => socket.on('error', () => undefined).resume());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return {
    url: `ldap://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () => server.close(),
  };
}
