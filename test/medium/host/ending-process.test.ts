import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client as PostgresClient } from 'pg';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { createDatabase } from '../../services/postgres.js';
import { CommandLine } from '../cli/command-line.js';
import { Directory } from '../module/a-directory.js';
import { startHostProcess } from './host-process.js';
import { Client, type RealHost } from './real-host.js';

const RUNS = 'batch-synchronizations/LDAPAddonBatchSync/runs';
const END_THREADS = { NODE_OPTIONS: `--import ${new URL('end-threads.mjs', import.meta.url).href}` };
const WAIT = { timeout: 60_000, interval: 50 };

let folder: string;
let directory: Directory;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ending-process-'));
  directory = await Directory.withPeople(9);
});
afterAll(async () => {
  await directory?.stop();
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => {
  directory.slapd.resume();
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
});

const started: ReturnType<typeof startHostProcess>[] = [];

function start(environment: Readonly<Record<string, string>>) {
  const host = startHostProcess(environment);
  started.push(host);
  return host;
}

function seed(): Record<string, string> {
  const { url, readerDn, readerPassword, baseDn } = directory.slapd;
  const bind = { LDAP_URL: url, LDAP_BIND_DN: readerDn, LDAP_BIND_PASSWORD: readerPassword };
  return { ...bind, LDAP_BASE_DN: baseDn, LDAP_FILTER: '(objectClass=inetOrgPerson)', LOG_LEVEL: 'silent' };
}

const endOf = async (operator: Client, id: string) => {
  const run = async () => (await operator.get(`runs/${id}`).expect(200)).body;
  await vi.waitFor(async () => expect((await run()).endedAt).not.toBeNull(), WAIT);
  return run();
};

describe('the embedded database ends', () => {
  it('in a host: it exits with code 1 and the reason, and the next start closes the run', async () => {
    const environment = { DATA_DIR: join(folder, 'host'), ...seed() };
    const host = start({ ...environment, ...END_THREADS });
    const operator = await Client.signIn({ url: await host.ready() } as RealHost, 'operator');
    directory.slapd.pause();
    const { body: run } = await operator.post(RUNS, { mode: 'apply' }).expect(202);
    await vi.waitFor(async () => expect((await operator.get(`runs/${run.id}`)).body.status).toBe('reading'), WAIT);

    host.child.kill('SIGUSR2');
    expect(await host.ended).toMatchObject({ code: 1, errors: 'The embedded database has ended.\n' });

    directory.slapd.resume();
    const next = start(environment);
    const again = await Client.signIn({ url: await next.ready() } as RealHost, 'operator');
    expect(await endOf(again, run.id)).toMatchObject({ status: 'failed', reason: { code: 'RUN_ABANDONED' } });
    const { body: second } = await again.post(RUNS, { mode: 'apply' }).expect(202);
    expect(await endOf(again, second.id)).toMatchObject({ status: 'succeeded', counts: { created: 9 } });
    next.child.kill('SIGTERM');
    expect(await next.ended).toMatchObject({ code: 0 });
  });

  it('in a command: it exits with code 1 and the reason', async () => {
    const cli = new CommandLine({ DATA_DIR: join(folder, 'command'), ...seed(), ...END_THREADS });
    directory.slapd.pause();
    const running = cli.start('run');
    await running.waitForMessage('reading');
    running.signal('SIGUSR2');

    const { exitCode, messages, out } = await running.ended;
    directory.slapd.resume();
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(messages).toContain('The embedded database has ended.');
    expect(messages).not.toContain('    at ');
    expect(await cli.json('run')).toMatchObject({ exitCode: 0, answer: { run: { counts: { created: 9 } } } });
  });
});

describe('SIGTERM while a statement hangs', () => {
  it('the process ends by itself, and the next start closes the run', async () => {
    const database = await createDatabase();
    const environment = {
      DATABASE_URL: database.url,
      SETTINGS_KEY: 'a settings key for tests, 0123456789',
      DATA_DIR: join(folder, 'hanging'),
      ...seed(),
    };
    const host = start(environment);
    const operator = await Client.signIn({ url: await host.ready() } as RealHost, 'operator');
    const blocking = new PostgresClient(database.url);
    await blocking.connect();
    await blocking.query('begin; lock table identity_user in share row exclusive mode');
    const { body: run } = await operator.post(RUNS, { mode: 'apply' }).expect(202);
    const waits = `select 1 from pg_locks where not granted and relation = 'identity_user'::regclass`;
    await vi.waitFor(async () => expect((await blocking.query(waits)).rows).not.toEqual([]), WAIT);

    host.child.kill('SIGTERM');
    const { code, signal } = await host.ended;
    expect(signal).toBeNull();
    expect([0, 1]).toContain(code); // 1: at the deadline, on a busy computer

    await blocking.end();
    const next = start(environment);
    const url = await next.ready();
    await request(url).get('/health').expect(200);
    const again = await Client.signIn({ url } as RealHost, 'operator');
    expect(await endOf(again, run.id)).toMatchObject({ status: 'failed' });
    const { body: second } = await again.post(RUNS, { mode: 'apply' }).expect(202);
    expect(await endOf(again, second.id)).toMatchObject({ status: 'succeeded', counts: { created: 9 } });
    next.child.kill('SIGTERM');
    expect(await next.ended).toMatchObject({ code: 0 });
    await database.drop();
  });
});
