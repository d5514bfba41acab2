/** The PostgreSQL server of the bench. */
import { readFileSync } from 'node:fs';

import { Client } from 'pg';

import { startPostgres, type PostgresServer } from '../../test/services/postgres-server.ts';

/** PostgreSQL's durable defaults, except for the WAL size, which is that of a typical production server. */
export const SETTINGS = ['max_wal_size=4GB'];

/** The hash of a plan over its changes, and the same query that reads their columns but has a constant instead of each hash. */
const hashOver = (hash: string) => `select encode(sha256(string_agg(hash, '' order by seq)), 'hex') from (
  select seq, ${hash} as hash from batch_change c) hashed`;
const PLAN = readFileSync(new URL('../../src/persistence/plan/plan.sql', import.meta.url), 'utf8');
const [, HASH_OF_CHANGE = ''] = /returning kind, seq, (.+) as hash$/m.exec(PLAN) ?? [];
const [, COLUMNS = ''] = /row\((.+?)\)/.exec(HASH_OF_CHANGE) ?? [];
const HASH_CHANGES = hashOver(HASH_OF_CHANGE);
const READ_CHANGES = hashOver(`case when num_nulls(${COLUMNS}) >= 0 then '\\x00'::bytea end`);
const REPETITIONS = 5;
/** Of `/proc/PID/stat`. */
const TICKS_PER_SECOND = 100;

export interface ProductDatabase {
  readonly url: string;
  /** Position in the write-ahead log, in bytes. */
  walPosition(): Promise<number>;
  /** CPU time in seconds of the server to hash the changes of all runs as a plan does, without that to read them. */
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

/** A plan hashes rows that it has at hand, so that reading them does not count. */
async function hashingTime(url: string): Promise<number> {
  const client = new Client(url);
  await client.connect();
  try {
    // Workers would take CPU time of their own.
    await client.query('set max_parallel_workers_per_gather = 0');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const pid = rows[0]?.pid ?? 0;
    const timed = async (sql: string) => {
      const before = cpuSeconds(pid);
      await client.query(sql);
      return cpuSeconds(pid) - before;
    };
    const differences: number[] = [];
    for (let count = 0; count < REPETITIONS; count++) {
      differences.push((await timed(HASH_CHANGES)) - (await timed(READ_CHANGES)));
    }
    return differences.toSorted((one, other) => one - other)[Math.floor(REPETITIONS / 2)] ?? 0;
  } finally {
    await client.end();
  }
}

function cpuSeconds(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND;
}
