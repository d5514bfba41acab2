import { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Client as Session } from 'pg';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { BatchSyncJobs } from '../../../src/index.js';
import { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';
import { NotificationsService } from '../../../src/runs/notifications.service.js';
import { RunQueue } from '../../../src/runs/run-queue.service.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { Directory } from '../module/a-directory.js';
import { startHostProcess } from './host-process.js';
import { Client, givenPasswords, type RealHost, realHost } from './real-host.js';
import { expectTold, Receivers } from './receivers.js';

const JOB = 'LDAPAddonBatchSync';
const PROCESS = 'Synchronize active LDAP Users to Identity Manager';
const PEOPLE = 200;
const SOON = { timeout: 120_000, interval: 100 };

let directory: Directory;
let database: TestDatabase;
let receivers: Receivers;
let environment: Record<string, string>;
let hosts: RealHost[];

beforeEach(async () => {
  hosts = [];
  receivers = await Receivers.start();
  directory = await Directory.withPeople(PEOPLE);
  database = await createDatabase();
  const { url, readerDn, readerPassword, baseDn } = directory.slapd;
  environment = {
    ...givenPasswords,
    ...receivers.environment,
    DATABASE_URL: database.url,
    SETTINGS_KEY: 'a settings key for tests, 0123456789',
    LDAP_URL: url,
    LDAP_BIND_DN: readerDn,
    LDAP_BIND_PASSWORD: readerPassword,
    LDAP_BASE_DN: baseDn,
    LDAP_FILTER: '(objectClass=inetOrgPerson)',
  };
});
afterEach(async () => {
  await Promise.all(hosts.map((host) => host.stop()));
  await database.drop();
  await directory.stop();
  await receivers.stop();
});

async function start(role: 'all' | 'operator' | 'worker' = 'all'): Promise<RealHost> {
  const host = await realHost({ ...environment, ROLE: role });
  hosts.push(host);
  return host;
}

const service = <T>(host: RealHost, type: new (...parameters: never[]) => T): T =>
  host.app.get(type, { strict: false });
const sql = <T>(host: RealHost, statement: string) =>
  (host.app.get(MikroORM).em.fork() as SqlEntityManager).execute<T[]>(statement);

async function startRun(operator: Client): Promise<string> {
  return (await operator.post(`batch-synchronizations/${JOB}/runs`, { mode: 'apply' }).expect(202)).body.id;
}

async function ended(operator: Client, id: string) {
  const shown = async () => (await operator.get(`runs/${id}`).expect(200)).body;
  await vi.waitUntil(async () => (await shown()).endedAt !== null, SOON);
  return shown();
}

const run = async (operator: Client) => ended(operator, await startRun(operator));

async function save(host: RealHost, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const jobs = host.app.get(BatchSyncJobs, { strict: false });
  expect(await jobs.saveSettings(JOB, { changedBy: null, settings })).toMatchObject({ ok: true });
}

/** Does at once what a host does every five seconds, which others wait for. */
const sendDue = (host: RealHost) => service(host, NotificationsService).sendDue();

/** Nothing waits to be sent, and this is all that has been told. */
async function expectAllTold(host: RealHost, kinds: readonly string[]): Promise<void> {
  const stored = () => sql<{ sent: boolean }>(host, 'select finished_at is not null as sent from batch_notification');
  await vi.waitUntil(async () => (await stored()).every(({ sent }) => sent), SOON);
  await sendDue(host);
  expect(await stored()).toHaveLength(kinds.length);
  expect(receivers.messages.map(({ type }) => type)).toEqual(kinds);
  expect(receivers.mails).toHaveLength(kinds.length);
}

it('runs that were stopped or failed are told once by webhook and once by mail, and others are not', async () => {
  const host = await start();
  const operator = await Client.signIn(host, 'operator');
  expect(await run(operator)).toMatchObject({ status: 'succeeded', counts: { created: PEOPLE } });

  await save(host, { dataPool: { filter: '(uid=*1)' } });
  const stopped = await run(operator);
  expect(stopped.status).toBe('stopped');
  await expectTold(receivers, `runs/${stopped.id}`, {
    type: 'run.stopped',
    subject: `${PROCESS}: a run was stopped`,
    sentence: 'before anything was changed',
  });

  await directory.slapd.stop();
  const failed = await run(operator);
  expect(failed.status).toBe('failed');
  const sentence = 'The directory server cannot be reached.';
  await sendDue(host);
  await expectTold(receivers, `runs/${failed.id}`, {
    type: 'run.failed',
    subject: `${PROCESS}: a run failed`,
    sentence,
  });

  await expectAllTold(host, ['run.stopped', 'run.failed']);
});

it('a scheduled run that awaits approval is told once, and the plan that someone asked for is not', async () => {
  const host = await start();
  const operator = await Client.signIn(host, 'operator');
  await run(operator);
  await save(host, { limits: { names: { people: 11 } } });
  const asked = await operator.post(`batch-synchronizations/${JOB}/runs`, { mode: 'plan' }).expect(202);
  expect(await ended(operator, asked.body.id)).toMatchObject({ status: 'planned' });

  await directory.slapd.modify('uid=user000001,ou=people,dc=example,dc=org', { title: 'Director' });
  const job = await service(host, ProcessCatalog).job(JOB);
  await service(host, RunQueue).tick(job, new Date());
  const { body } = await operator.get(`batch-synchronizations/${JOB}/runs?limit=1`).expect(200);
  const [{ id }] = body.items;
  expect(await ended(operator, id)).toMatchObject({
    status: 'planned',
    trigger: 'schedule',
    approvalNeed: { because: 'changed', sections: ['limits'] },
  });
  const sentence = 'They are applied when someone approves them.';
  await sendDue(host);
  await expectTold(receivers, `runs/${id}`, {
    type: 'run.awaits-approval',
    subject: `${PROCESS}: changes await approval`,
    sentence,
  });

  await service(host, RunQueue).tick(job, new Date());
  await expectAllTold(host, ['run.awaits-approval']);
});

it('a run whose process was killed is told once by the process that closes it', async () => {
  const asking = await start('operator');
  const operator = await Client.signIn(asking, 'operator');
  const worker = startHostProcess(environment, ['--role', 'worker']);
  const blocking = new Session({ connectionString: database.url });
  await blocking.connect();
  let id: string;
  try {
    // Holds the worker at its first chunk.
    await blocking.query('begin; lock table identity_user in share row exclusive mode');
    id = await startRun(operator);
    const status = async () => (await operator.get(`runs/${id}`).expect(200)).body.status;
    await vi.waitUntil(async () => (await status()) === 'applying', SOON);
    worker.child.kill('SIGKILL');
    expect(await worker.ended).toMatchObject({ signal: 'SIGKILL' });
  } finally {
    worker.child.kill('SIGKILL');
    await blocking.end();
  }
  const [living] = await Promise.all([start('worker'), start('worker')]);

  expect(await ended(operator, id)).toMatchObject({ status: 'failed', reason: { code: 'RUN_ABANDONED' } });
  const sentence = 'The process that executed this run ended unexpectedly.';
  await expectTold(receivers, `runs/${id}`, { type: 'run.failed', subject: `${PROCESS}: a run failed`, sentence });
  await expectAllTold(living, ['run.failed']);
});

it('a job of which no run has succeeded for longer than its schedule lets expect is told once', async () => {
  const host = await start();
  const operator = await Client.signIn(host, 'operator');
  const overdue = service(host, NotificationsService);
  const hour = (new Date().getUTCHours() + 12) % 24;
  await save(host, { schedule: { enabled: true, expression: `0 0 ${hour} * * *`, timeZone: 'Etc/UTC' } });
  await run(operator);
  await overdue.storeOverdue();
  await expectAllTold(host, []);

  await sql(host, `update admin_setting set changed_at = changed_at - interval '3 days'`);
  await sql(
    host,
    `update batch_run set started_at = started_at - interval '3 days', ended_at = ended_at - interval '3 days'`,
  );
  await operator.post('cache/clear').expect(200);
  await overdue.storeOverdue();
  await overdue.storeOverdue();
  await sendDue(host);
  const page = `scheduled-jobs/${JOB}/runs`;
  await expectTold(receivers, page, {
    type: 'job.overdue',
    subject: `${PROCESS}: no run has succeeded`,
    sentence: 'should have succeeded by',
  });
  await expectAllTold(host, ['job.overdue']);
});
