/** The data that released versions left, in `test/fixtures`. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';

import { SETTINGS_KEY } from '../../fixtures/fixture-secrets.js';
import { createDatabase } from '../../services/postgres.js';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures');

/** Versions with fixtures. */
export const VERSIONS = readdirSync(FIXTURES).filter((name) => /^\d+\.\d+\.\d+$/.test(name));

/** A file that a released version left. */
export interface Fixture {
  readonly version: string;
  readonly file: string;
}

export function fixturePath({ version, file }: Fixture): string {
  return path.join(FIXTURES, version, file);
}

export type Row = Readonly<Record<string, unknown>>;
type Query = (sql: string) => Promise<readonly Row[]>;

/** Tables whose rows an upgrade keeps, with their sort columns. */
const KEPT = {
  admin_setting: 'key',
  batch_change: 'run_id, seq',
  batch_problem: 'id',
  batch_run: 'id',
  directory_link: 'stable_id',
  host_credential: 'user_id',
  identity_user: 'id',
};

/** A database of a released version that no host has open. */
export interface ReleasedDatabase {
  /** Environment for a current host. */
  readonly environment: Record<string, string>;
  /** The run that the released version did not complete. */
  readonly openRunId: string;
  /** Stored rows by table. Must not be called while a host has the database open. */
  rows(): Promise<Record<string, readonly Row[]>>;
  drop(): Promise<void>;
}

/** @param directoryUrl current URL of the fixture's directory. */
export async function postgresDump(fixture: Fixture, directoryUrl: string): Promise<ReleasedDatabase> {
  const database = await createDatabase();
  const use = async <T>(work: (query: Query) => Promise<T>): Promise<T> => {
    const client = new Client(database.url);
    await client.connect();
    try {
      return await work(async (sql) => (await client.query<Row>(sql)).rows);
    } finally {
      await client.end();
    }
  };
  await use((query) => query(readFileSync(fixturePath(fixture), 'utf8')));
  return {
    // The recorded runs must not expire, however old the recordings are.
    environment: { DATABASE_URL: database.url, SETTINGS_KEY, RUN_RETENTION_DAYS: '36500' },
    openRunId: await use((query) => moveDirectory(query, directoryUrl)),
    rows: () => use(keptRows),
    drop: () => database.drop(),
  };
}

/** The data folder of the embedded database, with the settings key that the released version made. */
export async function dataFolder(fixture: Fixture, directoryUrl: string): Promise<ReleasedDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'upgrade-'));
  const cluster = path.join(folder, 'database/pglite');
  mkdirSync(path.dirname(cluster), { recursive: true });
  cpSync(fixturePath({ ...fixture, file: 'settings.key' }), path.join(folder, 'settings.key'));
  const archive = new Blob([zstdDecompressSync(readFileSync(fixturePath(fixture)))]);
  await (await PGlite.create(cluster, { loadDataDir: archive })).close();

  const use = async <T>(work: (query: Query) => Promise<T>): Promise<T> => {
    const client = await PGlite.create(cluster);
    try {
      return await work(async (sql) => (await client.query<Row>(sql)).rows);
    } finally {
      await client.close();
    }
  };
  return {
    environment: { DATA_DIR: folder },
    openRunId: await use((query) => moveDirectory(query, directoryUrl)),
    rows: () => use(keptRows),
    drop: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  };
}

/** Changes the URL without entering the password again, so that the password encrypted by the released version is used. */
async function moveDirectory(query: Query, url: string): Promise<string> {
  await query(
    `update admin_setting set value = jsonb_set(value, '{dataPool,urls}', '["${url}"]') where value ? 'dataPool'`,
  );
  const [run] = await query('select id::text from batch_run where ended_at is null');
  return String(run?.['id']);
}

async function keptRows(query: Query): Promise<Record<string, readonly Row[]>> {
  const rows: Record<string, readonly Row[]> = {};
  for (const [table, order] of Object.entries(KEPT)) {
    const found = await query(`select to_jsonb(t) as row from ${table} t order by ${order}`);
    rows[table] = found.map(({ row }) => row as Row);
  }
  return rows;
}
