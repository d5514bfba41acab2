import { Client, Pool } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { PostgresDatabase } from '../../../src/persistence/database/postgres-database.js';
import { PostgresSession } from '../../../src/persistence/database/postgres-session.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';

const WAIT = { timeout: 60_000, interval: 50 };

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createDatabase();
  pool = new Pool({ connectionString: database.url, idle_in_transaction_session_timeout: 86_400_000 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('shows that it lives while the run waits for the directory', async () => {
  const session = new PostgresSession(new Client({ connectionString: database.url }), async () => {}, 4_000);
  await session.connect();
  const [own] = await session.query<{ pid: number; at: string }>(
    'select pid, clock_timestamp()::text as at from pg_stat_activity where pid = pg_backend_pid()',
  );

  await vi.waitFor(async () => {
    const { rows } = await pool.query('select 1 from pg_stat_activity where pid = $1 and query_start > $2', [
      own?.pid,
      own?.at,
    ]);
    expect(rows).toHaveLength(1);
  }, WAIT);

  expect(session.lost).toBe(false);
  await session.release();
});

it('limits how long a suspended process keeps its locks, whatever the host has set', async () => {
  const show = `select current_setting('idle_in_transaction_session_timeout') as limit`;
  const postgres = new PostgresDatabase(pool);
  const session = await postgres.session();

  expect(await postgres.transaction((transaction) => transaction.query(show))).toEqual([{ limit: '1min' }]);
  expect(await session.transaction((transaction) => transaction.query(show))).toEqual([{ limit: '1min' }]);
  expect((await pool.query(show)).rows).toEqual([{ limit: '1d' }]);
  await session.release();
});

it('is interrupted in the middle of a statement, and can be used afterwards', async () => {
  const session = await new PostgresDatabase(pool).session();
  await session.interrupt();
  expect(await session.query('select 1 as one')).toEqual([{ one: 1 }]);

  const work = session.transaction((transaction) => transaction.query('select pg_sleep(600)'));
  const thrown = work.catch((error: unknown) => error);
  await vi.waitFor(async () => {
    const { rows } = await pool.query(`select 1 from pg_stat_activity where query = 'select pg_sleep(600)'`);
    expect(rows).toHaveLength(1);
  }, WAIT);
  await session.interrupt();
  expect(await thrown).toMatchObject({ code: '57014' });
  expect(await session.query('select 1 as one')).toEqual([{ one: 1 }]);
  await session.release();
});
