/** The PostgreSQL server of the bench. */
import { Client } from 'pg';

import { startPostgres, type PostgresServer } from '../../test/services/postgres-server.ts';

/** PostgreSQL's durable defaults, except for the WAL size, which is that of a typical production server. */
export const SETTINGS = ['max_wal_size=4GB'];

export interface ProductDatabase {
  readonly url: string;
  /** Position in the write-ahead log, in bytes. */
  walPosition(): Promise<number>;
  /** Id of the server's first process. */
  readonly server: number;
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
      server: await this.serverProcess(),
      walPosition: async () => {
        const [row] = await query(url.href, "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as position");
        return Number(row?.['position']);
      },
      settle: async () => {
        await query(url.href, 'vacuum (analyze)');
        await query(url.href, 'checkpoint');
      },
    };
  }

  private async serverProcess(): Promise<number> {
    const [row] = await query(this.server.url, "select split_part(pg_read_file('postmaster.pid'), e'\\n', 1) as pid");
    return Number(row?.['pid']);
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
