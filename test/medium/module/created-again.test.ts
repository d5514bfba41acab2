import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DataPools } from '../../../src/index.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, pgliteDatabase, postgresDatabase } from './a-host.js';

const NAME = 'plant';

let directory: Directory;
let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  directory = await Directory.withPeople(2);
});
afterAll(() => directory.stop());

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('what was deleted and created again under its name, with four eyes, on %s', (_, open) => {
  let pools: DataPools;
  beforeEach(async () => {
    database = await open();
    host = await Host.start(database, { seed: directory.settings });
    pools = host.app.get(DataPools);
  });
  afterEach(async () => {
    await host.stop();
    await database.drop();
  });

  /** A job of the data pool, whose plans only another person can approve. */
  async function createJob(changedBy: string): Promise<void> {
    expect(await host.jobs.create({ name: NAME, description: '', dataPool: NAME, changedBy })).toEqual({ ok: true });
    const { mapping, dataPool } = directory.settings;
    const settings = {
      search: { bases: [{ dn: dataPool.baseDn, scope: 'subtree' }] },
      mapping,
      approval: { policy: 'always', fourEyes: true },
    };
    expect(await host.jobs.saveSettings(NAME, { settings, changedBy })).toMatchObject({ ok: true });
  }

  async function createPool(changedBy: string): Promise<void> {
    expect(await pools.create({ name: NAME, description: '', changedBy })).toEqual({ ok: true });
    const { urls, bindDn, bindPassword } = directory.settings.dataPool;
    const settings = { urls, bindDn, bindPassword };
    expect(await pools.save(NAME, { settings, changedBy })).toMatchObject({ ok: true });
  }

  /** What became of a plan of the job that olga approved, and why eva could not. */
  async function approved() {
    const { id: planned } = await host.runs.start(NAME, { mode: 'plan', startedBy: 'test' });
    const { id, hash } = await host.ended(planned);
    const ofEva = await host.runs.approverObstacle(id, 'eva');
    await host.runs.approve(id, { hash: hash ?? '', reason: 'checked', approvedBy: 'olga' });
    return { ofEva, ...(await host.ended(id)) };
  }

  it('a job is approved by whoever did not create it now', async () => {
    await createPool('adam');
    await createJob('olga');
    await host.jobs.delete(NAME);
    await createJob('eva');
    expect(await approved()).toMatchObject({ status: 'succeeded', approval: { by: 'olga' }, ofEva: 'settings' });
  });

  it('so is one whose data pool was', async () => {
    await createPool('olga');
    await pools.delete(NAME);
    await createPool('eva');
    await createJob('adam');
    expect(await approved()).toMatchObject({ status: 'succeeded', approval: { by: 'olga' }, ofEva: 'settings' });
  });
});
