import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { SqlPlanApplier } from '../../../src/persistence/journal/sql-plan-applier.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';
import { anEntry, applyAll, openRun, openTestHost, plan, synchronize, type TestHost } from './support/test-host.js';

const SECONDS = 1;
const names = Array.from({ length: 40 }, (_, index) => `person${String(index).padStart(2, '0')}`);
const entries = (title: string) => names.map((name) => anEntry(name, { userName: name, title }));

// The embedded database has one session, so nobody else can hold a lock.
describe('users that another session has locked', () => {
  let host: TestHost;
  let other: Client;

  beforeAll(async () => {
    host = await openTestHost('PostgreSQL', { lockSeconds: SECONDS });
  });
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
    other = new Client(host.url);
    await other.connect();
  });
  afterEach(() => other.end());
  afterAll(() => host.close());

  const withTitle = async (title: string) =>
    (await host.sql(`select 1 from identity_user where title = '${title}'`)).length;
  const problems = () => host.sql('select dn, code, params from batch_problem order by dn');
  const userLocked = (name: string) => ({
    dn: `uid=${name},dc=example`,
    code: 'USER_LOCKED',
    params: { seconds: SECONDS },
  });

  it('become problems, and all others are written', async () => {
    await synchronize(host, entries('old'));
    await other.query('begin');
    await other.query(`select 1 from identity_user where user_name in ('person03', 'person27') for update`);

    const run = await synchronize(host, entries('new'), { chunkSize: 10 });

    expect(run).toMatchObject({ status: 'succeeded-with-problems', counts: { read: 40, updated: 38, problems: 2 } });
    expect(await problems()).toEqual([userLocked('person03'), userLocked('person27')]);
    expect([await withTitle('new'), await withTitle('old')]).toEqual([38, 2]);

    await other.query('rollback');
    expect(await synchronize(host, entries('new'))).toMatchObject({
      counts: { unchanged: 38, updated: 2, problems: 0 },
    });
  });

  it('are written as soon as they are released, also when everyone was locked', async () => {
    await synchronize(host, entries('old'));
    await other.query('begin');
    await other.query('select 1 from identity_user for update');
    const run = await openRun(host);
    await plan(host, run, entries('new'));
    const applied: number[] = [];
    for await (const soFar of host.applier.apply(run, 10, new AbortController().signal)) {
      applied.push(soFar);
      if (applied.length === 4) await other.query('rollback');
    }

    expect(applied).toEqual([0, 0, 0, 0, 40]);
    expect(await host.runs.complete(run)).toMatchObject({ status: 'succeeded', counts: { updated: 40 } });
    expect((await host.sql(`select 1 from ${APPLIED_CHANGES}`)).length).toBe(80);
  });

  it('that were changed by the other session are refused, as always', async () => {
    await synchronize(host, entries('old'));
    await other.query('begin');
    await other.query(`update identity_user set title = 'by hand' where user_name = 'person03'`);
    const run = await openRun(host);
    await plan(host, run, entries('new'));
    for await (const _ of host.applier.apply(run, 10, new AbortController().signal)) await other.query('commit');

    expect(await host.runs.complete(run)).toMatchObject({ counts: { updated: 39, problems: 1 } });
    expect(await problems()).toMatchObject([{ code: 'CHANGED_MEANWHILE' }]);
  });

  it('a name that another session inserts costs only the person who gets it', async () => {
    await other.query('begin');
    await other.query(`insert into identity_user (id, user_name, state, source, attributes, created_at, updated_at)
      values (gen_random_uuid(), 'person11', 'active', 'LOCAL', '{}', now(), now())`);

    const run = await synchronize(host, entries('new'), { chunkSize: 20 });

    expect(run).toMatchObject({ counts: { read: 40, created: 39, problems: 1 } });
    expect(await problems()).toEqual([userLocked('person11')]);
  });

  it('a cancelled run does not wait for them', async () => {
    await synchronize(host, entries('old'));
    await other.query('begin');
    await other.query(`select 1 from identity_user where user_name = 'person03' for update`);
    const run = await openRun(host);
    await plan(host, run, entries('new'));
    const controller = new AbortController();
    const applying = host.applier.apply(run, 100, controller.signal)[Symbol.asyncIterator]();
    expect(await applying.next()).toMatchObject({ value: 39 });
    controller.abort();
    await applying.next();

    const end = { status: 'cancelled', code: 'RUN_CANCELLED', params: {} } as const;
    expect(await host.runs.abort(run, end)).toMatchObject({
      status: 'cancelled',
      counts: { updated: 39, problems: 0 },
    });
  });

  it('a run that is cancelled while a statement waits for them ends, however long they are waited for', async () => {
    await synchronize(host, entries('old'));
    await other.query('begin');
    await other.query(`select 1 from identity_user where user_name = 'person03' for update`);
    const { users, tables, leases, database } = host.persistence;
    const patient = new SqlPlanApplier(users, tables, leases, database, 3_600);
    const run = await openRun(host);
    await plan(host, run, entries('new'));
    const controller = new AbortController();
    const applying = patient.apply(run, 100, controller.signal)[Symbol.asyncIterator]();
    const first = applying.next();
    await vi.waitFor(async () => expect(await host.sql('select 1 from pg_locks where not granted')).not.toEqual([]), {
      timeout: 20_000,
      interval: 20,
    });
    controller.abort();

    expect(await first).toMatchObject({ value: 39 });
    expect(await applying.next()).toMatchObject({ done: true });
    await host.runs.abort(run, { status: 'cancelled', code: 'RUN_CANCELLED', params: {} });
    await other.query('rollback');
  });

  it.each(['access exclusive', 'share'])('a table in %s mode ends the run with a reason', async (mode) => {
    await synchronize(host, entries('old'));
    const run = await openRun(host);
    await plan(host, run, entries('new'));
    await other.query(`begin; lock table identity_user in ${mode} mode`);

    await expect(applyAll(host, run)).rejects.toMatchObject({ code: '55P03' });

    await other.query('rollback');
    const end = { status: 'failed', code: 'DATABASE_LOCKED', params: {} } as const;
    expect(await host.runs.abort(run, end)).toMatchObject({ counts: { updated: 0 } });
  });
});
