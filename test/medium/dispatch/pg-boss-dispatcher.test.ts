import type { PGlite } from '@electric-sql/pglite';
import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { DispatchRequest } from '../../../src/contract/dispatcher.js';
import { PgBossDispatcher } from '../../../src/dispatch/pg-boss-dispatcher.service.js';
import { listenOutsidePool } from '../../../src/persistence/database/postgres-database.js';
import type { DatabaseAccess, NativeDatabase } from '../../../src/contract/database-access.js';
import { openPglite } from '../../services/embedded.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';

const aRequest = (runId: string): DispatchRequest => ({
  job: 'LDAPAddonBatchSync',
  runId,
  mode: 'apply',
  trigger: 'manual',
});

const onDatabase = (native: NativeDatabase) =>
  new PgBossDispatcher({ native: () => Promise.resolve(native) } as unknown as DatabaseAccess, {});

describe.each(['postgresql', 'pglite'] as const)('the queue on %s', (kind) => {
  let database: TestDatabase | undefined;
  let native: NativeDatabase;
  let pool: Pool | undefined;
  const open: PgBossDispatcher[] = [];
  let releases = () => {};

  const dispatcher = () => {
    const made = onDatabase(native);
    open.push(made);
    return made;
  };

  beforeAll(async () => {
    if (kind === 'pglite') {
      native = { kind, client: await openPglite() };
      return;
    }
    database = await createDatabase();
    pool = new Pool({ connectionString: database.url });
    pool.on('error', () => undefined);
    native = { kind, pool, listen: listenOutsidePool(pool) };
  });

  beforeEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.beforeApplicationShutdown()));
    const statement = 'drop schema if exists ldap_addon_batch_sync_queue cascade';
    await (native.kind === 'pglite' ? native.client.exec(statement) : native.pool.query(statement));
  });

  afterAll(async () => {
    await Promise.all(open.map((one) => one.beforeApplicationShutdown()));
    if (native.kind === 'pglite') await (native.client as PGlite).close();
    await pool?.end();
    await database?.drop();
  });

  it('delivers a run to a worker', async () => {
    const { promise, resolve } = Promise.withResolvers<DispatchRequest>();
    const worker = dispatcher();
    await worker.work((request) => Promise.resolve(resolve(request)));

    await dispatcher().dispatch(aRequest('a'));

    expect(await promise).toEqual(aRequest('a'));
  });

  it('queues a run once, and again after it was executed', async () => {
    const sender = dispatcher();
    await sender.dispatch(aRequest('a'));
    await sender.dispatch(aRequest('a'));
    await sender.dispatch(aRequest('b'));
    expect(await sender.health()).toEqual({ up: true, queued: 2, active: 0 });

    const done: string[] = [];
    await dispatcher().work(({ runId }) => Promise.resolve(void done.push(runId)));
    await vi.waitFor(() => expect(done.toSorted()).toEqual(['a', 'b']), 10_000);
    await vi.waitFor(async () => expect(await sender.health()).toEqual({ up: true, queued: 0, active: 0 }), 10_000);

    await sender.dispatch(aRequest('a'));
    await vi.waitFor(() => expect(done).toHaveLength(3), 10_000);
  });

  it('queues a run again while a worker that does not begin it has its queue job', async () => {
    const taken = Promise.withResolvers<void>();
    await dispatcher().work(() => {
      taken.resolve();
      return new Promise((resolve) => (releases = resolve)); // as a process that died or was suspended
    });
    const sender = dispatcher();
    await sender.dispatch(aRequest('a'));
    await taken.promise;

    await sender.dispatch(aRequest('a'));
    await sender.dispatch(aRequest('a'));

    expect(await sender.health()).toEqual({ up: true, queued: 1, active: 1 });
    const { promise, resolve } = Promise.withResolvers<DispatchRequest>();
    await dispatcher().work((request) => Promise.resolve(resolve(request)));
    expect(await promise).toEqual(aRequest('a'));
    releases();
  });

  it('delivers the runs to a worker one at a time', async () => {
    const taken: string[] = [];
    let atOnce = 0;
    let most = 0;
    const worker = dispatcher();
    await worker.work(async ({ runId }) => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      taken.push(runId);
      atOnce--;
    });
    for (const runId of ['a', 'b', 'c', 'd']) await worker.dispatch(aRequest(runId));

    await vi.waitFor(() => expect(taken.toSorted()).toEqual(['a', 'b', 'c', 'd']), 15_000);
    expect(most).toBe(1);
  });

  it('aborts the current run at shutdown and waits for it', async () => {
    const started = Promise.withResolvers<void>();
    let ended = false;
    const worker = dispatcher();
    await worker.work(async (_, signal) => {
      started.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      ended = true;
    });
    await worker.dispatch(aRequest('a'));
    await started.promise;

    await worker.beforeApplicationShutdown();

    expect(ended).toBe(true);
    await expect(worker.dispatch(aRequest('b'))).rejects.toThrow('stopped');
  });

  it('does not store the error of a failed run, and continues', async () => {
    vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const done: string[] = [];
    const worker = dispatcher();
    await worker.work(({ runId }) => {
      done.push(runId);
      return Promise.reject(new Error('secret'));
    });
    await worker.dispatch(aRequest('a'));
    await worker.dispatch(aRequest('b'));
    await vi.waitFor(() => expect(done).toHaveLength(2), 10_000);
    await vi.waitFor(async () => expect(await worker.health()).toMatchObject({ queued: 0, active: 0 }), 10_000);

    const statement = 'select output::text from ldap_addon_batch_sync_queue.job where output is not null';
    const { rows } = await (native.kind === 'pglite' ? native.client.query(statement) : native.pool.query(statement));
    expect(JSON.stringify(rows)).not.toContain('secret');
  });
});

it('survives the termination of all connections to PostgreSQL', async () => {
  for (const level of ['error', 'warn'] as const) vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  const database = await createDatabase();
  const pool = new Pool({ connectionString: database.url });
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  const done: string[] = [];
  const worker = onDatabase({ kind: 'postgresql', pool, listen: listenOutsidePool(pool) });
  await worker.work(({ runId }) => Promise.resolve(void done.push(runId)));
  await pool
    .query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()')
    .catch(() => undefined);

  await vi.waitFor(() => worker.dispatch(aRequest('after')), 10_000);

  await vi.waitFor(() => expect(done).toEqual(['after']), 15_000);
  await worker.beforeApplicationShutdown();
  await pool.end();
  await database.drop();
});
