/** A PostgreSQL of the bench's own. */
import { Client } from 'pg';

import { startPostgres, type PostgresServer } from '../../test/services/postgres-server.ts';

/** As PostgreSQL comes, which is durable; only the room for WAL is what a server in use would have. */
export const SETTINGS = ['max_wal_size=4GB'];

export interface ProductDatabase {
  readonly url: string;
  /** Position in the write-ahead log, in bytes. */
  walPosition(): Promise<number>;
  /** Lets what earlier runs left (dead rows, statistics, dirty pages) be done with. */
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
