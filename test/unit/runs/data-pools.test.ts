import { beforeEach, describe, expect, it } from 'vitest';

import { DataPoolsService } from '../../../src/runs/data-pools.service.js';
import { aJob } from './job-fixture.js';

describe('deleting data pools', () => {
  const { catalog, store, pools, job } = aJob();
  const settings = { defaults: () => ({ urls: [] }) };
  const service = new DataPoolsService(
    catalog,
    store,
    pools,
    settings as never,
    {} as never,
    {} as never,
    {} as never,
    {} as never,
    {} as never,
    {} as never,
    {} as never,
    {
      job: () => Promise.reject(new Error()),
      dataPool: async (_name, row, assertUnused) => {
        assertUnused(await store.list(''));
        await store.remove(row);
      },
    },
    { recognized: () => Promise.resolve(undefined) } as never,
  );
  beforeEach(async () => {
    await service.create({ name: 'plant', description: '', changedBy: null });
  });

  it('is refused for the first one, with the jobs that use it', async () => {
    await expect(service.delete('default')).rejects.toMatchObject({
      code: 'DATA_POOL_IS_FIRST',
      params: { dataPool: 'default', jobs: job.name },
    });
  });

  it('is refused for one that a job uses, which is named', async () => {
    await store.write({
      key: 'batch-synchronization.staff',
      value: { process: job.symbolicName, dataPool: 'plant' },
      expectedVersion: 0,
      changedBy: null,
      invalidates: [],
    });
    await expect(service.delete('plant')).rejects.toMatchObject({
      code: 'DATA_POOL_IN_USE',
      params: { dataPool: 'plant', jobs: 'staff' },
    });
    await store.remove({ key: 'batch-synchronization.staff' });
    await service.delete('plant');
    expect((await service.list()).map(({ name }) => name)).toEqual(['default']);
  });
});
