import { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { OperatorCache } from '../../../src/host/operator/operator-cache.service.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { Client, givenPasswords, type RealHost, realHost } from './real-host.js';

const JOB = 'batch-synchronizations/LDAPAddonBatchSync';
const SOON = { timeout: 20_000, interval: 50 };
const SECRET = 'the-secret-of-the-directory';

let database: TestDatabase;
let environment: Record<string, string>;
let adminHost: RealHost;
let operatorHost: RealHost;
let worker: RealHost;
let admin: Client;
let operator: Client;

beforeAll(async () => {
  database = await createDatabase();
  environment = { DATABASE_URL: database.url, SETTINGS_KEY: 'a settings key for tests, 0123456789', ...givenPasswords };
  // They start at the same time on an empty database and create its tables one after another.
  [adminHost, operatorHost, worker] = (await Promise.all(
    ['admin', 'operator', 'worker'].map((ROLE) => realHost({ ...environment, ROLE })),
  )) as [RealHost, RealHost, RealHost];
  admin = await Client.signIn(adminHost, 'admin');
  operator = await Client.signIn(operatorHost, 'operator');
});
afterAll(async () => {
  await Promise.all([adminHost, operatorHost, worker].map((host) => host?.stop()));
  await database?.drop();
});

const jobsAtOperator = async () => (await operator.get('batch-synchronizations').expect(200)).body;
const expressionAtOperator = async () => (await jobsAtOperator())[0].expression;
const saveExpression = (expression: string) =>
  admin.put(`${JOB}/settings`, { settings: { schedule: { expression } } }).expect(200);

describe('processes with roles on one database', () => {
  it('print their addresses', () => {
    expect(adminHost.said).toEqual([`Ready: ${adminHost.url}/admin`]);
    expect(operatorHost.said).toEqual([`Ready: ${operatorHost.url}/operator`]);
    expect(worker.said).toEqual([`Ready: ${worker.url}/health`]);
  });

  it('serve only the part of their role', async () => {
    await admin.get('users').expect(404);
    await operator.get('add-ons').expect(404);
    await adminHost.http().get('/operator').expect(404);
    await operatorHost.http().get('/admin').expect(404);
    await worker.http().post('/api/session').send({}).expect(404);
    await worker.http().get('/admin').expect(404);
    for (const host of [adminHost, operatorHost, worker]) await host.http().get('/health').expect(200);
  });

  it('share sessions and sign-outs', async () => {
    const there = await Client.signIn(adminHost, 'admin');
    await there.at(operatorHost).get('session').expect(200);
    await there.at(operatorHost).signOut().expect(204);
    await there.get('session').expect(401);
  });

  it('show saved settings to operators after an event', async () => {
    await saveExpression('0 0 3 * * *');
    await vi.waitUntil(async () => (await expressionAtOperator()) === '0 0 3 * * *', SOON);

    // Without the event, the cached settings are shown ...
    const cache = operatorHost.app.get(OperatorCache, { strict: false });
    cache.onModuleDestroy();
    await saveExpression('0 0 4 * * *');
    const others = await realHost({ ...environment, ROLE: 'operator' });
    expect((await operator.at(others).get('batch-synchronizations').expect(200)).body[0].expression).toBe(
      '0 0 4 * * *',
    );
    expect(await expressionAtOperator()).toBe('0 0 3 * * *');
    await others.stop();

    // ... and a process that missed it catches up by generation.
    await cache.onApplicationBootstrap();
    expect(await expressionAtOperator()).toBe('0 0 4 * * *');
  });

  it('clear their caches together', async () => {
    await jobsAtOperator();
    await admin.post('cache/clear').expect(200);
    const entries = async () =>
      (await operator.get('cache').expect(200)).body.map((each: { entries: number }) => each.entries);
    await vi.waitUntil(async () => (await entries()).every((count: number) => count === 0), SOON);
  });

  it('apply that the add-on is disabled or enabled', async () => {
    await admin.put('add-ons/LDAPAddonBatchSync', { enabled: false }).expect(200);
    await vi.waitUntil(async () => (await jobsAtOperator()).length === 0, SOON);
    expect((await operator.post(`${JOB}/runs`, { mode: 'apply' }).expect(409)).body.code).toBe('ADDON_DISABLED');
    await admin.get(`${JOB}/settings`).expect(200);
    await admin.put('add-ons/LDAPAddonBatchSync', { enabled: true }).expect(200);
    await vi.waitUntil(async () => (await jobsAtOperator()).length === 1, SOON);
  });

  it('apply a saved schedule', async () => {
    const schedule = { enabled: true, expression: '0 30 4 * * *', timeZone: 'Europe/Stockholm' };
    const dataPool = { urls: ['ldap://127.0.0.1:9'], baseDn: 'dc=example', bindDn: 'cn=reader', bindPassword: SECRET };
    await admin.put(`${JOB}/settings`, { settings: { schedule, dataPool } }).expect(200);
    await vi.waitUntil(async () => (await jobsAtOperator())[0].nextExecution !== null, SOON);
    expect((await jobsAtOperator())[0]).toMatchObject({
      enabled: true,
      expression: '0 30 4 * * *',
      settingsErrors: [],
    });
  });

  it('execute runs in the worker process', async () => {
    const { body: run } = await operator.post(`${JOB}/runs`, { mode: 'apply' }).expect(202);
    const ended = async () => (await operator.get(`runs/${run.id}`).expect(200)).body;
    await vi.waitUntil(async () => (await ended()).endedAt !== null, SOON);
    expect(await ended()).toMatchObject({
      status: 'failed',
      startedBy: 'operator',
      reason: { code: 'LDAP_UNREACHABLE' },
    });
    const counted = /runs_total\{status="failed",trigger="manual"\} 1/;
    await vi.waitUntil(async () => counted.test((await worker.http().get('/metrics')).text), SOON);
    expect((await adminHost.http().get('/metrics')).text).not.toMatch(/runs_total\{/);
  });
});

describe('the secret of the directory', () => {
  it('is in no response, log line or row', async () => {
    const pool = 'data-pools/default';
    const paths = ['add-ons', 'batch-synchronizations', `${JOB}/settings`, `${JOB}/settings/schema`, 'cache', pool];
    const answers = await Promise.all(paths.map((path) => admin.get(path)));
    const check = await admin.post(`${JOB}/check`);
    const refused = await admin
      .put(`${JOB}/settings`, { settings: { dataPool: { bindPassword: SECRET, pageSize: -1 } } })
      .expect(400);
    const runs = await operator.get(`${JOB}/runs`).expect(200);
    const health = await adminHost.http().get('/health');
    for (const { text } of [...answers, check, refused, runs, health]) expect(text).not.toContain(SECRET);
    expect(answers[2]?.body.settings.dataPool).toBe('default');
    expect(answers[5]?.body.settings).toMatchObject({ bindPasswordSet: true });

    for (const host of [adminHost, operatorHost, worker]) expect(host.log()).not.toContain(SECRET);
    const em = adminHost.app.get(MikroORM).em.fork() as SqlEntityManager;
    const rows = await em.execute('select value::text from admin_setting');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(SECRET);
  });
});

describe('wrong passwords', () => {
  const signIn = (host: RealHost, user: string, password: string, address: string) =>
    host.http().post('/api/session').set('X-Forwarded-For', address).send({ user, password });
  const guess = async (host: RealHost, user: string, address: string) =>
    (await signIn(host, user, 'guess', address)).status;
  const guesses = async (hosts: readonly RealHost[], user: string, address: string) => {
    const statuses: number[] = [];
    for (const host of hosts) statuses.push(await guess(host, user, address));
    return statuses;
  };

  it('are counted by all processes together', async () => {
    const hosts = [adminHost, operatorHost, adminHost, operatorHost, adminHost];
    expect(await guesses(hosts, 'somebody', '192.0.2.1')).toEqual([401, 401, 401, 401, 401]);
    for (const host of [adminHost, operatorHost]) {
      const { status, body, headers } = await signIn(host, 'somebody', 'guess', '192.0.2.1');
      expect([status, body.code]).toEqual([429, 'TOO_MANY_ATTEMPTS']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
  });

  it('are reset in all processes by a successful sign-in', async () => {
    expect(await guesses([adminHost, adminHost, operatorHost, operatorHost], 'operator', '192.0.2.2')).toEqual([
      401, 401, 401, 401,
    ]);
    await signIn(adminHost, 'operator', givenPasswords.OPERATOR_PASSWORD, '192.0.2.2').expect(201);
    expect(await guesses([operatorHost, adminHost], 'operator', '192.0.2.2')).toEqual([401, 401]);
  });

  it('are limited when they are concurrent', async () => {
    const hosts = Array.from({ length: 6 }, () => [adminHost, operatorHost]).flat();
    const statuses = await Promise.all(hosts.map((host) => guess(host, 'somebody', '192.0.2.3')));
    expect(statuses.toSorted((a, b) => a - b)).toEqual([...Array(5).fill(401), ...Array(7).fill(429)]);
  });

  it('are counted by each process while the table is unavailable, and correct ones are accepted', async () => {
    const em = adminHost.app.get(MikroORM).em.fork() as SqlEntityManager;
    await em.execute('alter table host_sign_in_attempt rename to renamed_attempt');
    try {
      await signIn(adminHost, 'operator', givenPasswords.OPERATOR_PASSWORD, '192.0.2.4').expect(201);
      const hosts = Array.from({ length: 6 }, () => adminHost);
      expect(await guesses(hosts, 'somebody', '192.0.2.4')).toEqual([401, 401, 401, 401, 401, 429]);
    } finally {
      await em.execute('alter table renamed_attempt rename to host_sign_in_attempt');
    }
  });
});

describe('the accounts', () => {
  it('are created once by hosts that start together, and their passwords are shown once', async () => {
    const fresh = await createDatabase();
    const alone = { DATABASE_URL: fresh.url, SETTINGS_KEY: 'a settings key for tests, 0123456789', ROLE: 'operator' };
    const hosts = await Promise.all([realHost(alone), realHost(alone)]);
    const said = hosts.flatMap((host) => host.said).filter((line) => line.startsWith('Sign in as'));
    const names = said.map((line) => line.split(' ')[3]);
    expect(names.length).toBe(2);
    expect(new Set(names)).toEqual(new Set(['admin', 'operator']));

    const password = /with the password (\S+)/.exec(said.find((line) => line.includes('operator'))!)![1]!;
    for (const host of hosts) await Client.signIn(host, 'operator', password);
    for (const host of hosts) expect(host.log()).not.toContain(password);
    await Promise.all(hosts.map((host) => host.stop()));
    await fresh.drop();
  });

  it('accept a new configured password, which ends existing sessions', async () => {
    const old = await Client.signIn(operatorHost, 'operator');
    const changed = await realHost({ ...environment, ROLE: 'operator', OPERATOR_PASSWORD: 'quite-another-one' });
    await old.get('session').expect(401);
    await Client.signIn(changed, 'operator', 'quite-another-one');
    await changed
      .http()
      .post('/api/session')
      .send({ user: 'operator', password: givenPasswords.OPERATOR_PASSWORD })
      .expect(401);
    await admin.get('session').expect(200);
    await changed.stop();
  });
});
