import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { UserBinding } from '../../../src/contract/user-binding.js';
import { SqlRunRetention } from '../../../src/persistence/retention/sql-run-retention.js';
import { SqlRemovals } from '../../../src/persistence/settings/sql-removals.js';
import { SqlSettingsStore } from '../../../src/persistence/settings/sql-settings-store.js';
import type { Job } from '../../../src/processes/job.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openPostgres,
  openRun,
  openTestHost,
  plan,
  servicesOver,
  type TestHost,
} from './support/test-host.js';
import { identityUsers } from './support/users.js';

const PLANT: Job = {
  ...JOB,
  name: 'plant-2',
  dataPool: 'plant',
  settingKey: 'batch-synchronization.plant-2',
  description: 'The second plant',
};
const POOL_KEY = 'data-pool.plant';
const unused = () => undefined;

/** What deletes and stores settings in one process. */
function servicesOf(host: TestHost) {
  const { orm, database, tables } = host.persistence;
  const store = new SqlSettingsStore(orm, database, tables);
  return { host, store, removals: new SqlRemovals(database, tables, store) };
}
type Services = ReturnType<typeof servicesOf>;

const write = ({ store }: Services, key: string, more: { readonly needs?: string } = {}) =>
  store.write({ key, value: { dataPool: 'plant' }, expectedVersion: 0, changedBy: null, invalidates: [], ...more });
const rowOf = async ({ store }: Services, key: string) => ({
  key,
  expectedVersion: (await store.read(key))?.version ?? 0,
  invalidates: [],
});
const queue = ({ host: { runs } }: Services, job = PLANT) =>
  runs.queue({ job, mode: 'apply', trigger: 'manual', startedBy: null, scheduledFor: null });

/** A run of the job that has ended, and linked ada. */
async function synchronize(host: TestHost): Promise<string> {
  const run = await openRun(host, 'apply', PLANT);
  await plan(host, run, [anEntry('ada')]);
  await applyAll(host, run);
  await host.runs.complete(run);
  return run.id;
}

describe.each(KINDS)('what is deleted on %s', (kind) => {
  let services: Services;
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
    services = servicesOf(host);
  });
  afterAll(() => host.close());
  afterEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
    await host.sql('truncate admin_setting, admin_setting_version');
  });

  const deleteJob = async () => services.removals.job(PLANT, await rowOf(services, PLANT.settingKey));
  const deletePool = async () => services.removals.dataPool('plant', await rowOf(services, POOL_KEY), unused);

  it('a job created again under the name does not have the runs, people and versions of the old one', async () => {
    await write(services, PLANT.settingKey);
    const run = await synchronize(host);
    await deleteJob();

    expect(await host.sql('select job from directory_link')).toEqual([{ job: null }]);
    expect((await host.history.run(run))?.job).toBe('plant-2~1');
    await write(services, PLANT.settingKey);
    expect(await host.history.lastGood(PLANT.name)).toBeUndefined();
    const versions = await services.store.versions(PLANT.settingKey, { limit: 9 });
    expect(versions.map(({ version }) => version)).toEqual([2]);
  });

  it('its last run stays only while the job exists', async () => {
    const { database, tables, users } = host.persistence;
    const retention = new SqlRunRetention(database, tables, users);
    const expire = async () => {
      for await (const _ of retention.deleteExpired({ days: 1, runs: 1_000, planHours: 24, versionsInUse: [] }));
    };
    const old = (column: string) => `${column} = ${column} - interval '9 days'`;
    await write(services, PLANT.settingKey);
    await synchronize(host);
    await host.sql(`update batch_run set ${['queued_at', 'started_at', 'planned_at', 'ended_at'].map(old).join(', ')}`);
    await host.sql('delete from identity_user');

    await expire();
    expect(await host.sql('select job from batch_run')).toEqual([{ job: 'plant-2' }]);
    await deleteJob();
    await expire();
    for (const table of ['batch_run', 'batch_change', 'batch_chunk', 'batch_presence'])
      expect(await host.sql(`select 1 from ${table}`)).toEqual([]);
  });

  it('a job is not deleted while a run of it is queued, and nothing changes', async () => {
    await write(services, PLANT.settingKey);
    const before = await synchronize(host);
    const queued = await queue(services);
    await expect(deleteJob()).rejects.toMatchObject({ code: 'RUN_IN_PROGRESS', params: { runId: queued?.id } });
    expect((await host.history.run(before))?.job).toBe('plant-2');
    expect(await host.sql('select job from directory_link')).toEqual([{ job: 'plant-2' }]);
  });

  it('no run of a deleted job is queued, nor is its plan approved', async () => {
    await write(services, PLANT.settingKey);
    const run = await openRun(host, 'plan', PLANT);
    await plan(host, run, [anEntry('ada')], { mode: 'plan' });
    await host.runs.finishAsPlan(run);
    await deleteJob();
    await expect(queue(services)).rejects.toMatchObject({ code: 'JOB_UNKNOWN' });
    const approval = {
      runId: run.id,
      hash: 'hash',
      approvedBy: 'ada',
      reason: '-',
      settingsShape: '-',
      validHours: 24,
    };
    await expect(host.runs.approve({ ...approval, job: PLANT })).rejects.toMatchObject({ code: 'PLAN_NOT_WAITING' });
  });

  it('a data pool is deleted with its links, and its runs no longer name it', async () => {
    await write(services, POOL_KEY);
    await write(services, PLANT.settingKey);
    await synchronize(host);
    await deletePool();
    expect(await host.sql('select 1 from directory_link')).toEqual([]);
    expect(await host.sql('select data_pool from batch_run')).toEqual([{ data_pool: 'plant~1' }]);
  });

  it('a data pool is not deleted while a run uses it, nor if a setting names it', async () => {
    await write(services, POOL_KEY);
    await write(services, PLANT.settingKey, { needs: POOL_KEY });
    await queue(services);
    await expect(deletePool()).rejects.toMatchObject({ code: 'RUN_IN_PROGRESS' });
    const row = await rowOf(services, POOL_KEY);
    const refuse = (settings: readonly { readonly key: string }[]) => {
      throw new Error(settings.map(({ key }) => key).join());
    };
    await expect(services.removals.dataPool('plant', row, refuse)).rejects.toThrow(PLANT.settingKey);
    expect(await services.store.read(POOL_KEY)).toBeDefined();
  });

  it('a job is not stored without the data pool that it needs', async () => {
    const written = write(services, PLANT.settingKey, { needs: POOL_KEY });
    await expect(written).rejects.toMatchObject({ code: 'SETTING_CHANGED' });
    expect(await services.store.read(PLANT.settingKey)).toBeUndefined();
  });
});

describe('two processes on PostgreSQL', () => {
  let host: TestHost;
  let other: TestHost;
  beforeAll(async () => {
    host = await openTestHost('PostgreSQL');
    other = await servicesOver('PostgreSQL', await openPostgres(host.url, identityUsers as UserBinding), host.url, {});
  });
  afterAll(async () => {
    await other.close();
    await host.close();
  });

  it('one deletes a job while the other queues a run of it: there is never a run without its job', async () => {
    const [here, there] = [servicesOf(host), servicesOf(other)];
    for (let round = 0; round < 20; round++) {
      await write(here, PLANT.settingKey);
      const row = await rowOf(here, PLANT.settingKey);
      const [removed, queued] = await Promise.allSettled([here.removals.job(PLANT, row), queue(there)]);
      expect([removed.status, queued.status].toSorted()).toEqual(['fulfilled', 'rejected']);
      await host.sql('truncate batch_run');
      if (removed.status === 'rejected') await here.removals.job(PLANT, row);
    }
  });

  it('one deletes a data pool while the other stores a job on it: there is never a job without its data pool', async () => {
    const [here, there] = [servicesOf(host), servicesOf(other)];
    for (let round = 0; round < 20; round++) {
      await write(here, POOL_KEY);
      const row = await rowOf(here, POOL_KEY);
      const assertUnused = (settings: readonly { readonly key: string }[]) => {
        if (settings.some(({ key }) => key === PLANT.settingKey)) throw new Error('in use');
      };
      const [removed, stored] = await Promise.allSettled([
        here.removals.dataPool('plant', row, assertUnused),
        write(there, PLANT.settingKey, { needs: POOL_KEY }),
      ]);
      expect([removed.status, stored.status].toSorted()).toEqual(['fulfilled', 'rejected']);
      await host.sql('truncate admin_setting');
    }
  });
});
