import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SqlRunRetention } from '../../../src/persistence/retention/sql-run-retention.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const RUNS = 60;

describe.each(KINDS)('the runs of a directory at rest on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  const entries = [anEntry('ada', { title: 'Engineer' }), anEntry('grace', { title: 'Director' })];

  /** Rows of each table, and their bytes together. */
  async function contents() {
    const tables = await host.sql<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c
       where c.relkind in ('r', 'p') and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace,
         'pg_toast'::regnamespace) order by 1`,
    );
    const found: Record<string, { readonly rows: number; readonly bytes: number }> = {};
    for (const { name } of tables) {
      const [row] = await host.sql<{ rows: number; bytes: number }>(
        `select count(*)::int as rows, coalesce(sum(pg_column_size(t)), 0)::int as bytes from ${name} t`,
      );
      found[name] = row ?? { rows: 0, bytes: 0 };
    }
    return found;
  }

  it(`are ${RUNS} small rows and nothing else, which the retention deletes`, async () => {
    await synchronize(host, entries);
    const before = await contents();
    for (let run = 0; run < RUNS; run++) await synchronize(host, entries);
    const after = await contents();

    const grown = Object.entries(after).filter(([name, { rows }]) => rows !== before[name]?.rows);
    expect(grown.map(([name, { rows }]) => [name, rows - (before[name]?.rows ?? 0)])).toEqual([['batch_run', RUNS]]);
    const bytes = (after['batch_run']?.bytes ?? 0) - (before['batch_run']?.bytes ?? 0);
    expect(bytes / RUNS).toBeLessThan(1_500);
    // With indexes and what updates leave behind.
    const [size] = await host.sql<{ bytes: number }>(`select pg_total_relation_size('batch_run')::int as bytes`);
    expect(size?.bytes).toBeLessThan(RUNS * 7_000);

    const { database, tables, users } = host.persistence;
    const retention = new SqlRunRetention(database, tables, users);
    for await (const _ of retention.deleteExpired({ days: 400, runs: 10, planHours: 24, versionsInUse: [] })) continue;
    // The first one created the users.
    expect((await contents())['batch_run']?.rows).toBe(11);
  });
});
