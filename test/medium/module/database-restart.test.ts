import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { SyncEvent } from '../../../src/index.js';
import { ChunkWriter } from '../../../src/persistence/journal/chunk-writer.js';
import { TemporaryRead } from '../../../src/persistence/reads/temporary-read.js';
import { SqlRunStore } from '../../../src/persistence/runs/sql-run-store.js';
import { type OwnPostgresServer, startOwnPostgres } from '../../services/postgres-server.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from './a-host.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';

const PEOPLE = 300;
const WAIT = { timeout: 60_000, interval: 50 };

let server: OwnPostgresServer;
let directory: Directory;
let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  // A restart after a crash must find what was committed.
  server = await startOwnPostgres(['max_connections=50']);
  directory = await Directory.withPeople(PEOPLE);
});

beforeEach(async () => {
  for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
  database = await postgresDatabase(server.url);
  host = await Host.start(database, { seed: directory.settings, chunkSize: 10 });
});

afterEach(async () => {
  await host.stop();
  await database.drop();
});

afterAll(async () => {
  await directory?.stop();
  await server?.stop();
});

/** The connection of the test did not survive. */
async function query<Row extends object>(sql: string): Promise<Row[]> {
  const client = new Client(database.url);
  await client.connect();
  const { rows } = await client.query<Row>(sql);
  await client.end();
  return rows;
}

type Method = (this: unknown, ...parameters: unknown[]) => Promise<unknown>;

/** Restarts the database when the method is called for the `times`th time, before it does anything. */
function restartBefore(owner: object, method: string, times: number): void {
  const prototype = owner as Record<string, Method>;
  const original = prototype[method] as Method;
  let calls = 0;
  vi.spyOn(prototype, method).mockImplementation(function (this: unknown, ...parameters) {
    if (++calls === times) server.crashAndRestart();
    return original.apply(this, parameters);
  });
}

describe('PostgreSQL restarts', () => {
  it.each([
    ['while a run reads', TemporaryRead.prototype, 'flush', 1],
    ['before a chunk is written', ChunkWriter.prototype, 'write', 3],
    ['in the transaction of a chunk', ChunkWriter.prototype, 'perform', 3],
    ['before the run is completed', SqlRunStore.prototype, 'complete', 1],
  ] as const)('%s: the run is closed, and the next one reaches the same result', async (_, owner, method, times) => {
    restartBefore(owner, method, times);
    const { id } = await host.runs.start(JOB, { mode: 'apply', startedBy: null });
    await vi.waitFor(async () => expect((await host.runs.get(id)).endedAt).not.toBeNull(), WAIT);

    const { status, reason, counts } = await host.runs.get(id);
    const [{ written }] = (await query<{ written: number }>('select count(*)::int as written from app_user')) as [
      { written: number },
    ];
    expect(status).toBe('failed');
    expect(['RUN_ABANDONED', 'RUN_LEASE_LOST', 'DATABASE_UNREACHABLE']).toContain(reason?.code);
    expect(counts.created).toBe(written);

    expect(await host.health.health()).toMatchObject({ database: { up: true }, queue: { up: true } });
    expect(await host.run()).toMatchObject({
      status: 'succeeded',
      counts: { read: PEOPLE, created: PEOPLE - written, unchanged: written, problems: 0 },
    });
    const [all] = await query(
      `select (select count(*)::int from app_user where condition = 'active') as users,
         (select count(*)::int from directory_link) as links,
         (select count(*)::int from ${APPLIED_CHANGES}) as journal`,
    );
    expect(all).toEqual({ users: PEOPLE, links: PEOPLE, journal: PEOPLE });
  });

  it('while an approved plan is applied: the run is closed, and its rest is applied when it is resumed', async () => {
    const { id, hash } = await host.run('plan');
    restartBefore(ChunkWriter.prototype, 'perform', 3);
    await host.runs.approve(id, { hash: hash ?? '', reason: 'as planned', approvedBy: 'olga' });
    await vi.waitFor(async () => expect((await host.runs.get(id)).status).toBe('failed'), WAIT);
    const { counts } = await host.runs.get(id);
    expect(counts.created).toBeGreaterThan(0);
    expect(counts.created).toBeLessThan(PEOPLE);
    expect(await query('select 1 from app_user')).toHaveLength(counts.created);

    await host.runs.resume(id, 'olga');
    await vi.waitFor(async () => expect((await host.runs.get(id)).status).toBe('succeeded'), WAIT);
    expect((await host.runs.get(id)).counts).toMatchObject({ created: PEOPLE, problems: 0 });
    expect(await query('select 1 from app_user')).toHaveLength(PEOPLE);
    expect(await query(`select 1 from ${APPLIED_CHANGES}`)).toHaveLength(PEOPLE);
  });

  it('while nothing happens: events arrive again, and those that were missed are caught up', async () => {
    const received: SyncEvent[] = [];
    host.events.subscribe((event) => received.push(event));

    server.crashAndRestart();
    await query(`insert into cache_generation (cache, generation) values ('users', 1000)
      on conflict (cache) do update set generation = 1000`);
    await vi.waitFor(() => expect(received).toMatchObject([{ cache: 'users', generation: 1000 }]), WAIT);
    await host.events.invalidate(['users']);

    await vi.waitFor(() => expect(received.at(-1)).toMatchObject({ cache: 'users', generation: 1001 }), WAIT);
  });
});
