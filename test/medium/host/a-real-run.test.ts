import { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { OperatorCache } from '../../../src/host/operator/operator-cache.service.js';
import { BatchSyncJobs } from '../../../src/index.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { Directory } from '../module/a-directory.js';
import { Client, givenPasswords, type RealHost, realHost } from './real-host.js';

const JOB = 'batch-synchronizations/LDAPAddonBatchSync';
const SOON = { timeout: 20_000, interval: 50 };

let directory: Directory;
let database: TestDatabase;
let environment: Record<string, string>;
let operatorHost: RealHost;
let worker: RealHost;
let operator: Client;
/** Output that was written without the logger. */
const printed: string[] = [];

beforeAll(async () => {
  directory = await Directory.start('ada', 'grace');
  database = await createDatabase();
  const { url, readerDn, readerPassword, baseDn } = directory.slapd;
  const seed = { LDAP_URL: url, LDAP_BIND_DN: readerDn, LDAP_BIND_PASSWORD: readerPassword, LDAP_BASE_DN: baseDn };
  environment = {
    DATABASE_URL: database.url,
    SETTINGS_KEY: 'a settings key for tests, 0123456789',
    ...givenPasswords,
    ...seed,
  };
  worker = await realHost({ ...environment, ROLE: 'worker' });
  operatorHost = await realHost({ ...environment, ROLE: 'operator' });
  operator = await Client.signIn(operatorHost, 'operator');
});
beforeEach(() => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    vi.spyOn(stream, 'write').mockImplementation((text, ...rest) => {
      printed.push(String(text));
      return write(text, ...(rest as []));
    });
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void printed.push(JSON.stringify(words)));
  }
});
afterAll(async () => {
  await Promise.all([operatorHost, worker].map((host) => host?.stop()));
  await database?.drop();
  await directory?.stop();
});

const namesAt = async (client: Client): Promise<string[]> =>
  (await client.get('users').expect(200)).body.items.map(({ userName }: { userName: string }) => userName);
const run = () => ended(operator.post(`${JOB}/runs`, { mode: 'apply' }));

async function ended(started: ReturnType<Client['post']>) {
  const { body } = await started.expect(202);
  const shown = async () => (await operator.get(`runs/${body.id}`).expect(200)).body;
  await vi.waitUntil(async () => (await shown()).endedAt !== null, SOON);
  return shown();
}

/** Decides about the conflict that there is, and applies the plan. */
async function decide(choice: string) {
  const [conflict, ...others] = (await operator.get('conflicts').expect(200)).body.items;
  expect({ choices: conflict?.choices, others }).toEqual({ choices: expect.arrayContaining([choice]), others: [] });
  const decision = { job: 'LDAPAddonBatchSync', choice, ids: [conflict.id], reason: 'asked' };
  const { id, hash } = await ended(operator.post('conflicts', decision));
  return ended(operator.post(`runs/${id}/approve`, { hash, reason: 'as planned' }));
}

describe('a run in the worker', () => {
  it('updates the users in Operator through an event', async () => {
    expect(await namesAt(operator)).toEqual(['admin', 'operator']);
    expect(await run()).toMatchObject({ status: 'succeeded', counts: { created: 2 } });
    await vi.waitUntil(async () => (await namesAt(operator)).includes('grace'), SOON);

    // Without the event, the cached users are shown ...
    const cache = operatorHost.app.get(OperatorCache, { strict: false });
    cache.onModuleDestroy();
    await directory.addPerson('joan');
    expect(await run()).toMatchObject({ status: 'succeeded', counts: { created: 1, unchanged: 2 } });
    const others = await realHost({ ...environment, ROLE: 'operator' });
    expect(await namesAt(operator.at(others))).toContain('joan');
    expect(await namesAt(operator)).not.toContain('joan');
    await others.stop();

    // ... and a process that missed it catches up by generation.
    await cache.onApplicationBootstrap();
    expect(await namesAt(operator)).toContain('joan');
  });

  it('that took longer than the interval of a schedule is a warning, and the schedule can be saved', async () => {
    const jobs = worker.app.get(BatchSyncJobs, { strict: false });
    const schedule = { expression: '0 0,1 2 1 1 *', timeZone: 'Etc/UTC' };
    const preview = () => jobs.previewSchedule('LDAPAddonBatchSync', schedule.expression, 'Etc/UTC', 'en');
    expect(await preview()).toMatchObject({ ok: true, warnings: [] });

    const em = worker.app.get(MikroORM).em.fork() as SqlEntityManager;
    await em.execute("update batch_run set started_at = ended_at - interval '90 seconds'");
    const warning = { field: 'schedule.expression', code: 'scheduleShorterThanRun' };
    const warnings = [{ ...warning, params: { interval: '1 min', took: '1 min 30 s' } }];
    expect(await preview()).toMatchObject({ ok: true, warnings });
    const save = (enabled: boolean) =>
      jobs.saveSettings('LDAPAddonBatchSync', { changedBy: null, settings: { schedule: { ...schedule, enabled } } });
    expect(await save(true)).toMatchObject({ ok: true, nextExecution: expect.any(Date), warnings });
    expect(await save(false)).toMatchObject({ ok: true, nextExecution: null, warnings: [] });
  });

  it('is previewed as it would be saved: without white space outside values', async () => {
    const jobs = worker.app.get(BatchSyncJobs, { strict: false });
    const preview = await jobs.previewSchedule('LDAPAddonBatchSync', ' 0 0  2 * * ?\n', ' Europe/Berlin\n', 'en');
    expect(preview).toMatchObject({ ok: true, sentence: 'At 02:00, time zone Europe/Berlin' });
  });

  it('creates a user again who was deleted by hand, by a decision', async () => {
    const em = worker.app.get(MikroORM).em.fork() as SqlEntityManager;
    await em.execute(`delete from identity_user where user_name = 'joan'`);
    expect(await run()).toMatchObject({ status: 'succeeded-with-problems', counts: { unchanged: 2, problems: 1 } });
    expect(await decide('recreate')).toMatchObject({ status: 'succeeded', counts: { created: 1, unchanged: 2 } });
    await vi.waitUntil(async () => (await namesAt(operator)).includes('joan'), SOON);
    expect((await operator.get('conflicts').expect(200)).body.items).toEqual([]);
    expect(await run()).toMatchObject({ status: 'succeeded', counts: { unchanged: 3 } });
  });

  it('names a user who gives up a name by the saved rule of the job', async () => {
    const jobs = worker.app.get(BatchSyncJobs, { strict: false });
    await jobs.saveSettings('LDAPAddonBatchSync', { changedBy: null, settings: { releasedName: 'old-{value}' } });
    await directory.slapd.delete(directory.dn('ada'));
    await directory.addPerson('ada');
    expect(await run()).toMatchObject({ counts: { unchanged: 2, problems: 1, notSeen: 1 } });
    expect(await decide('release')).toMatchObject({ counts: { created: 1, unchanged: 2, released: 1 } });
    await vi.waitUntil(async () => (await namesAt(operator)).includes('old-ada'), SOON);
    expect(await namesAt(operator)).toContain('ada');
  });

  it('imports and shows attributes and users with names that every object inherits', async () => {
    const names = Object.getOwnPropertyNames(Object.prototype).filter((name) => !name.startsWith('_'));
    const further = [...names, 'toJSON', 'then', 'clone', 'prototype', 'length'];
    const jobs = worker.app.get(BatchSyncJobs, { strict: false });
    const save = (fields: readonly string[]) =>
      jobs.saveSettings('LDAPAddonBatchSync', {
        changedBy: null,
        settings: {
          mapping: [
            { attribute: 'uid', field: 'userName', required: true },
            ...fields.map((field) => ({ attribute: 'sn', field: `attributes.${field}`, required: false })),
          ],
        },
      });
    expect(await save(['__proto__'])).toMatchObject({
      ok: false,
      errors: [{ field: 'mapping.1.field', code: 'fieldUnknown' }],
    });
    expect(await save(further)).toMatchObject({ ok: true });

    for (const name of ['constructor', '__proto__', 'toString']) await directory.addPerson(name);
    const summary = await run();
    expect(summary).toMatchObject({ status: 'succeeded', counts: { created: 3, updated: 3, problems: 0 } });
    const { body } = await operator.get('users?query=__proto__').expect(200);
    const [{ id, attributes }] = body.items;
    expect(attributes).toEqual(Object.fromEntries(further.map((name) => [name, '__proto__'])));
    expect((await operator.get(`users/${id}`).expect(200)).body.attributes).toEqual(attributes);
    const history = (await operator.get(`users/${id}/history`).expect(200)).body;
    expect(history.items[0].after.attributes).toEqual(attributes);
    expect(await run()).toMatchObject({ counts: { unchanged: 6 } });
  });

  it('never reveals or logs the bind password', async () => {
    await directory.slapd.stop();
    expect(await run()).toMatchObject({ status: 'failed', reason: { code: 'LDAP_UNREACHABLE' } });
    const em = worker.app.get(MikroORM).em.fork() as SqlEntityManager;
    const tables = await em.execute<{ name: string }[]>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const rows = await Promise.all(tables.map(({ name }) => em.execute(`select t::text as row from ${name} t`)));

    expect(rows.flat().length).toBeGreaterThan(10);
    const everything = [JSON.stringify(rows), worker.log(), operatorHost.log(), ...printed].join('\n');
    expect(everything).toContain('LDAP_UNREACHABLE');
    expect(everything).not.toContain(directory.slapd.readerPassword);
  });
});
