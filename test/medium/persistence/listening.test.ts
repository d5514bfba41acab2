import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { listenOutsidePool } from '../../../src/persistence/database/postgres-database.js';
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

async function otherConnections(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  return rows[0]?.count ?? -1;
}

/** Resolves when the connections are closed. */
const terminateOthers = () =>
  pool.query(
    'select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );

it('listens as soon as the database is reachable, reconnects after each lost connection, and closes its connection', async () => {
  const { hostname, port, username, password, pathname } = new URL(database.url);
  const options = { host: hostname, port: 1, user: username, password, database: pathname.slice(1) };
  const onPayload = vi.fn<(payload: string) => void>();
  const onConnected = vi.fn<() => void>();
  const listening = await listenOutsidePool({ options } as unknown as Pool)(CHANNEL, onPayload, onConnected);
  expect(onConnected).not.toHaveBeenCalled();

  options.port = Number(port);
  for (const times of [1, 2, 3]) {
    await vi.waitFor(() => expect(onConnected).toHaveBeenCalledTimes(times), 10_000);
    expect(await otherConnections()).toBe(1);
    await pool.query('select pg_notify($1, $2)', [CHANNEL, `news ${times}`]);
    await vi.waitFor(() => expect(onPayload).toHaveBeenLastCalledWith(`news ${times}`), 10_000);
    if (times < 3) await terminateOthers();
  }

  await listening.stop();
  await vi.waitFor(async () => expect(await otherConnections()).toBe(0), 10_000);
});

it('does not reconnect after it was stopped, even while its connection was lost', async () => {
  const onConnected = vi.fn<() => void>();
  const listen = () =>
    listenOutsidePool(pool)(
      CHANNEL,
      () => undefined,
      () => onConnected(),
    );
  const active = await listen();
  const stoppedWhileLost = await listen();
  const stopped = await listen();
  await stopped.stop();
  for (const times of [4, 5]) {
    await terminateOthers();
    await stoppedWhileLost.stop();
    await vi.waitFor(() => expect(onConnected).toHaveBeenCalledTimes(times), 10_000);
    expect(await otherConnections()).toBe(1);
  }
  await active.stop();
});
