import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { expect, inject } from 'vitest';
import './postgres.setup.js';

export interface TestDatabase {
  readonly url: string;
  /** Drops the database and closes its connections. */
  drop(): Promise<void>;
}

/** A fresh, empty database on the PostgreSQL of this test run, or on another one. Drop it in `afterAll`. */
export async function createDatabase(server = inject('postgresUrl')): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropUnlessKept(server, name, url.href) };
}

/** `KEEP_DATABASES=1` keeps the databases, to look at what a failed test left. See docs/debugging.md. */
async function dropUnlessKept(server: string, name: string, url: string): Promise<void> {
  if (process.env['KEEP_DATABASES']) console.error(`Kept: ${url} (${expect.getState().testPath})`);
  else await execute(server, `drop database if exists ${name} with (force)`);
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
