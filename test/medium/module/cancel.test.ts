import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { DirectoryReader } from '../../../src/engine/ports/directory-reader.js';
import { PlanApplier } from '../../../src/engine/ports/plan-applier.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

const WAIT = { timeout: 60_000, interval: 50 };
const PEOPLE = 30;
const CHUNK = 10;

let directory: Directory;
let silent: Server;

beforeAll(async () => {
  directory = await Directory.withPeople(PEOPLE);
  // Accepts connections and never responds, so that a run waits for its first page.
  silent = createServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
});
afterAll(async () => {
  silent.close();
  await directory.stop();
});

function silentSettings() {
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const dataPool = { ...directory.settings.dataPool, urls: [`ldap://127.0.0.1:${port}`] };
  // With a mapping, so that neither a start nor a run waits for the directory to say which one fits it.
  return { ...directory.settings, dataPool };
}

describe.each([
  ['postgresql', postgresDatabase],
  ['pglite', pgliteDatabase],
])('a run that someone cancels, on %s', (_, open) => {
  let database: HostDatabase;
  let host: Host;

  beforeEach(async () => {
    for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
    database = await open();
  });
  afterEach(async () => {
    await host.stop();
    await database.drop();
    vi.restoreAllMocks();
  });

  const start = async () => (await host.runs.start(JOB, { mode: 'apply', startedBy: 'ada' })).id;
  const count = async (table: string) =>
    (await database.query<{ count: number }>(`select count(*)::int from ${table}`))[0]?.count;

  async function whileReading(id: string): Promise<void> {
    for await (const { status } of host.runs.progress(id, new AbortController().signal)) {
      if (status === 'reading') return;
    }
  }

  it('ends while the directory does not respond', async () => {
    host = await Host.start(database, { seed: silentSettings() });
    const connected = once(silent, 'connection');
    const id = await start();
    await whileReading(id);
    await connected;

    expect(await host.runs.cancel(id, 'olga')).toMatchObject({ status: 'reading', cancellation: { by: 'olga' } });

    expect(await host.ended(id)).toMatchObject({ status: 'cancelled', reason: { code: 'RUN_CANCELLED' } });
    await expect(host.runs.cancel(id, 'olga')).rejects.toMatchObject({ code: 'RUN_ENDED' });
    expect(await start()).not.toBe(id);
  });

  it('ends at once when no process has begun it', async () => {
    host = await Host.start(database, { seed: directory.settings, work: false });
    const id = await start();

    expect(await host.runs.cancel(id, null)).toMatchObject({ status: 'cancelled', endedAt: expect.any(Date) });

    await host.runs.takeRuns();
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { created: PEOPLE } });
    expect(await host.runs.get(id)).toMatchObject({ status: 'cancelled', counts: { created: 0 } });
  });

  it('reads at most one page more, and plans nothing', async () => {
    const dataPool = { ...directory.settings.dataPool, pageSize: 10 };
    host = await Host.start(database, { seed: { ...directory.settings, dataPool } });
    const reader = host.app.get(DirectoryReader, { strict: false });
    const original = reader.read.bind(reader);
    let pages = 0;
    vi.spyOn(reader, 'read').mockImplementation((pool, attributes, signal, only) => {
      const read = original(pool, attributes, signal, only);
      async function* cancelled() {
        for await (const page of read.pages) {
          pages += 1;
          yield page;
          const [run] = (await host.runs.list(JOB)).items;
          await host.runs.cancel(run?.id ?? '', 'olga');
          if (!signal.aborted) await once(signal, 'abort');
        }
      }
      return { report: () => read.report(), pages: cancelled(), interruption: null };
    });

    expect(await host.run()).toMatchObject({ status: 'cancelled', counts: { read: 0 } });
    expect(pages).toBeLessThanOrEqual(2);
    expect(await count('batch_change')).toBe(0);
  });

  it('keeps what was applied, journaled and counted', async () => {
    host = await Host.start(database, { seed: directory.settings, chunkSize: CHUNK });
    const applier = host.app.get(PlanApplier, { strict: false });
    const original = applier.apply.bind(applier);
    vi.spyOn(applier, 'apply').mockImplementation(async function* (run, chunkSize, signal) {
      for await (const applied of original(run, chunkSize, signal)) {
        yield applied;
        await host.runs.cancel(run.id, 'olga');
        if (!signal.aborted) await once(signal, 'abort');
      }
    });

    const run = await host.run();

    expect(run).toMatchObject({ status: 'cancelled', counts: { read: PEOPLE, created: CHUNK } });
    expect([await count('app_user'), await count('directory_link'), await count(APPLIED_CHANGES)]).toEqual([
      CHUNK,
      CHUNK,
      CHUNK,
    ]);
    vi.restoreAllMocks();
    for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
    expect(await host.run()).toMatchObject({ counts: { created: PEOPLE - CHUNK, unchanged: CHUNK } });
  });
});

describe('a run that someone cancels while PostgreSQL makes its plan', () => {
  it('ends in the middle of the statement, and changes nothing', async () => {
    vi.spyOn(Logger.prototype, 'log').mockReturnValue();
    const database = await postgresDatabase();
    const host = await Host.start(database, { seed: directory.settings });
    await database.query(
      `create function wait_forever() returns trigger language plpgsql as 'begin perform pg_sleep(86400); return new; end'`,
    );
    await database.query(
      'create trigger wait_forever before insert on batch_change for each row execute function wait_forever()',
    );
    const { id } = await host.runs.start(JOB, { mode: 'apply', startedBy: 'ada' });
    await vi.waitFor(async () => {
      expect(await database.query(`select 1 from pg_stat_activity where wait_event = 'PgSleep'`)).toHaveLength(1);
    }, WAIT);

    await host.runs.cancel(id, 'olga');

    expect(await host.ended(id)).toMatchObject({ status: 'cancelled', counts: { created: 0 } });
    await database.query('drop trigger wait_forever on batch_change');
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { created: PEOPLE } });
    await host.stop();
    await database.drop();
  });
});

describe('a run that someone cancels in a process that does not execute it', () => {
  it('ends in the process that executes it', async () => {
    vi.spyOn(Logger.prototype, 'log').mockReturnValue();
    const database = await postgresDatabase();
    const [asking, working] = [
      await Host.start(database, { seed: silentSettings(), work: false }),
      await Host.start(database, { seed: silentSettings() }),
    ];
    const connected = once(silent, 'connection');
    const { id } = await asking.runs.start(JOB, { mode: 'apply', startedBy: 'ada' });
    await connected;
    await asking.runs.cancel(id, 'olga');

    expect(await asking.ended(id)).toMatchObject({ status: 'cancelled', cancellation: { by: 'olga' } });
    await asking.stop();
    await working.stop();
    await database.drop();
  });
});
