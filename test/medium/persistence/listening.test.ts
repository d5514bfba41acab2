import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { listenBeside } from '../../../src/persistence/database/postgres-database.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';

const CHANNEL = 'an Odd "channel';
let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createDatabase();
  pool = new Pool({ connectionString: database.url, max: 1 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function others(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  return rows[0]?.count ?? -1;
}

/** They are gone when it resolves. */
const cutOthers = () =>
  pool.query(
    'select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );

it('listening begins when the database comes, goes on however often it is cut, and ends without a trace', async () => {
  const { hostname, port, username, password, pathname } = new URL(database.url);
  const options = { host: hostname, port: 1, user: username, password, database: pathname.slice(1) };
  const heard = vi.fn<(payload: string) => void>();
  const connected = vi.fn<() => void>();
  const listening = await listenBeside({ options } as unknown as Pool)(CHANNEL, heard, connected);
  expect(connected).not.toHaveBeenCalled();

  options.port = Number(port);
  for (const times of [1, 2, 3]) {
    await vi.waitFor(() => expect(connected).toHaveBeenCalledTimes(times), 10_000);
    expect(await others()).toBe(1);
    await pool.query('select pg_notify($1, $2)', [CHANNEL, `news ${times}`]);
    await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith(`news ${times}`), 10_000);
    if (times < 3) await cutOthers();
  }

  await listening.stop();
  await vi.waitFor(async () => expect(await others()).toBe(0), 10_000);
});

it('listening that is ended, also while its connection is away, does not come back, where another one does', async () => {
  const connected = vi.fn<() => void>();
  const listen = () =>
    listenBeside(pool)(
      CHANNEL,
      () => undefined,
      () => connected(),
    );
  const stays = await listen();
  const isCut = await listen();
  const isEnded = await listen();
  await isEnded.stop();
  for (const times of [4, 5]) {
    await cutOthers();
    await isCut.stop();
    await vi.waitFor(() => expect(connected).toHaveBeenCalledTimes(times), 10_000);
    expect(await others()).toBe(1);
  }
  await stays.stop();
});
