import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { APPLIED_CHANGES } from '../../services/applied-changes.js';
import { startPostgresWithSmallDisk } from '../../services/postgres-server.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, postgresDatabase } from './a-host.js';

const PEOPLE = 900;
const CHUNK = 50;
const KB = 1024;

let server: Awaited<ReturnType<typeof startPostgresWithSmallDisk>>;
let directory: Directory;
let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  server = await startPostgresWithSmallDisk();
  directory = await Directory.withPeople(PEOPLE);
});
beforeEach(async () => {
  for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
  database = await postgresDatabase(server.url);
  await database.query(`create tablespace small location '${server.smallDisk.location}'`);
  await database.query('alter table app_user set tablespace small');
  host = await Host.start(database, { seed: directory.settings, chunkSize: CHUNK });
});
afterEach(async () => {
  await host.stop();
  await database.drop();
});
afterAll(async () => {
  await directory?.stop();
  await server?.stop();
});

/** Leaves so much of the disk, and returns the file that takes the rest. */
async function fillDisk(leave: number): Promise<string> {
  const { folder } = server.smallDisk;
  const { bavail, bsize } = await statfs(folder);
  const file = join(folder, 'filler');
  await writeFile(file, Buffer.alloc(bavail * bsize - leave));
  return file;
}

const count = async (table: string) =>
  (await database.query<{ count: number }>(`select count(*)::int from ${table}`))[0]?.count;

it('a run whose users no longer fit on the disk fails with the reason, and is resumed when there is space', async () => {
  const filler = await fillDisk(24 * KB);
  const failed = await host.run();
  expect(failed).toMatchObject({ status: 'failed', reason: { code: 'DATABASE_FULL' } });
  const { created } = failed.counts;
  expect(created).toBeGreaterThan(0);
  expect(created).toBeLessThan(PEOPLE);
  expect(await count('app_user')).toBe(created);
  expect(await count(APPLIED_CHANGES)).toBe(created);

  await rm(filler);
  await host.runs.resume(failed.id, 'olga');
  expect(await host.ended(failed.id)).toMatchObject({ status: 'succeeded', counts: { created: PEOPLE, problems: 0 } });
  expect(await count('app_user')).toBe(PEOPLE);
  expect(await count(APPLIED_CHANGES)).toBe(PEOPLE);
});
