/** The PostgreSQL server of the bench. */
import { readFileSync } from 'node:fs';

import { Client } from 'pg';

import { startPostgres, type PostgresServer } from '../../test/services/postgres-server.ts';

/** PostgreSQL's durable defaults, except for the WAL size, which is that of a typical production server. */
export const SETTINGS = ['max_wal_size=4GB'];

/** Writes the changes of a plan with their hash, as the statement of a plan does, and with a constant instead of each hash. */
const writeChanges = (hash: string) => `with changes as (
  insert into written_change select * from batch_change returning kind, seq, ${hash} as hash)
  select encode(sha256(string_agg(hash, '' order by seq)), 'hex') from changes`;
const PLAN = readFileSync(new URL('../../src/persistence/plan/plan.sql', import.meta.url), 'utf8');
const [, HASH_OF_CHANGE = ''] = /returning kind, seq, (.+) as hash$/m.exec(PLAN) ?? [];
const WITH_HASH = writeChanges(HASH_OF_CHANGE);
const WITHOUT_HASH = writeChanges(`'\\x00'::bytea`);
const REPETITIONS = 10;
/** Of `/proc/PID/stat`. */
const TICKS_PER_SECOND = 100;

export interface ProductDatabase {
  readonly url: string;
  /** Position in the write-ahead log, in bytes. */
  walPosition(): Promise<number>;
  /** CPU time in seconds of the server that hashing adds when the changes of all runs are written. */
  hashChanges(): Promise<number>;
  /** Processes the dead rows, statistics and dirty pages of earlier runs. */
  settle(): Promise<void>;
}

export class BenchDatabase {
  private databases = 0;

  static async start(): Promise<BenchDatabase> {
    return new BenchDatabase(await startPostgres(SETTINGS));
  }

  private readonly server: PostgresServer;

  private constructor(server: PostgresServer) {
    this.server = server;
  }

  async newDatabase(): Promise<ProductDatabase> {
    const name = `bench_${process.pid}_${(this.databases += 1)}`;
    await query(this.server.url, `create database ${name}`);
    const url = new URL(this.server.url);
    url.pathname = `/${name}`;
    return {
      url: url.href,
      walPosition: async () => {
        const [row] = await query(url.href, "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as position");
        return Number(row?.['position']);
      },
      hashChanges: () => hashingTime(url.href),
      settle: async () => {
        await query(url.href, 'vacuum (analyze)');
        await query(url.href, 'checkpoint');
      },
    };
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The mean of several: CPU time is counted in hundredths of a second. */
async function hashingTime(url: string): Promise<number> {
  const client = new Client(url);
  await client.connect();
  try {
    // Workers would take CPU time of their own.
    await client.query('set max_parallel_workers_per_gather = 0');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const pid = rows[0]?.pid ?? 0;
    await client.query('create temp table written_change (like batch_change)');
    const timed = async (sql: string) => {
      await client.query('truncate written_change');
      const before = cpuSeconds(pid);
      await client.query(sql);
      return cpuSeconds(pid) - before;
    };
    let added = 0;
    for (let count = 0; count < REPETITIONS; count++) added += (await timed(WITH_HASH)) - (await timed(WITHOUT_HASH));
    return added / REPETITIONS;
  } finally {
    await client.end();
  }
}

function cpuSeconds(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND;
}
