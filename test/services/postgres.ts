import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, inject } from 'vitest';
import './postgres.setup.js';

export interface TestDatabase {
  readonly url: string;
  /** Drops the database and closes its connections. */
  drop(): Promise<void>;
}

/**
 * A fresh, empty database on the PostgreSQL of this test run, or on another one. Drop it in `afterAll`.
 *
 * @param options of `create database`. @default those of the server
 */
export async function createDatabase(server = inject('postgresUrl'), options = ''): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(server, `create database ${name} ${options}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropUnlessKept(server, name, url.href) };
}

/** `KEEP_DATABASES=1` keeps the databases, to look at what a failed test left. See docs/debugging.md. */
async function dropUnlessKept(server: string, name: string, url: string): Promise<void> {
  if (process.env['KEEP_DATABASES']) {
    console.error(`Kept: ${url} (${expect.getState().testPath})`);
    return;
  }
  await connected(server, async (client) => {
    await untilUnused(client, name);
    await client.query(`drop database if exists ${name} with (force)`);
  });
}

/** A pool has ended before its connections are closed, and one that is closed by force meanwhile throws an error. */
async function untilUnused(client: Client, name: string): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const { rowCount } = await client.query('select from pg_stat_activity where datname = $1', [name]);
    if (rowCount === 0) return;
    await setTimeout(25);
  }
}

async function execute(url: string, statement: string): Promise<void> {
  await connected(url, (client) => client.query(statement));
}

async function connected(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
