import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from './a-host.js';

/** Two hosts with tables of their own in one database. The name of one queue is a keyword. */
const SCHEMAS = { crm: 'crm_queue', shop: 'user' } as const;

let directory: Directory;
let database: HostDatabase;
let hosts: Host[] = [];

beforeAll(async () => {
  directory = await Directory.start('ada', 'grace');
});
beforeEach(async () => {
  vi.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
  database = await postgresDatabase();
  for (const schema of Object.keys(SCHEMAS)) {
    await database.query(`create schema ${schema}`);
    await database.query(`create table ${schema}.app_user (like public.app_user including all)`);
  }
  await database.query('drop table public.app_user');
});
afterEach(async () => {
  await Promise.all(hosts.map((host) => host.stop()));
  hosts = [];
  await database.drop();
  vi.restoreAllMocks();
});
afterAll(() => directory.stop());

async function start(schema: keyof typeof SCHEMAS, work: boolean): Promise<Host> {
  const host = await Host.start(
    { ...database, orm: { ...database.orm, schema } },
    { work, seed: directory.settings, queueSchema: SCHEMAS[schema] },
  );
  hosts.push(host);
  return host;
}

describe('two hosts with queue schemas of their own in one database', () => {
  it('do not take runs of each other', async () => {
    const [crm, shop] = [await start('crm', false), await start('shop', true)];
    const { id } = await crm.runs.start(JOB, { mode: 'apply', startedBy: 'ada' });

    expect(await shop.run()).toMatchObject({ status: 'succeeded', counts: { created: 2 } });
    expect(await crm.runs.get(id)).toMatchObject({ status: 'queued' });
    expect((await crm.health.health()).queue).toEqual({ up: true, queued: 1, active: 0 });
    expect(await database.query('select login from crm.app_user')).toEqual([]);

    await crm.runs.takeRuns();
    expect(await crm.ended(id)).toMatchObject({ status: 'succeeded', counts: { created: 2 } });
    const schemas = `select table_schema as name from information_schema.tables where table_name = 'queue' order by 1`;
    expect(await database.query(schemas)).toEqual([{ name: 'crm_queue' }, { name: 'user' }]);
  });

  it('do not wait for runs of each other', async () => {
    const [crm, shop] = [await start('crm', true), await start('shop', true)];
    await database.query('begin');
    await database.query('lock table crm.app_user');
    const { id } = await crm.runs.start(JOB, { mode: 'apply', startedBy: 'ada' });
    await vi.waitUntil(async () => (await crm.runs.get(id)).status === 'reading', { timeout: 20_000, interval: 20 });

    expect(await shop.run()).toMatchObject({ status: 'succeeded', counts: { created: 2 } });
    await database.query('rollback');
  });
});
