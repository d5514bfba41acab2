import { expect, it } from 'vitest';

import type { JsonObject } from '../../../src/settings/json-object.js';
import { aJob, directorySettings } from '../runs/job-fixture.js';

const SERVERS = { urls: ['ldap://127.0.0.2:389'] };

/** A job whose data pool is saved by someone else after the next save has read the settings. */
async function besideSavesOfThePool() {
  const { store, jobSettings, job, rows, pools } = aJob();
  await jobSettings.save(job, { settings: directorySettings, changedBy: 'ada' });
  const read = rows.read.bind(rows);
  let saves = 0;
  rows.read = async (of) => {
    const stored = await read(of);
    const pool = await pools.read('default');
    if (pool && saves++ === 0) await store.write(pools.toWrite({ ...pool.dataPool, ...SERVERS }, pool, 'grace'));
    return stored;
  };
  const save = (settings: JsonObject, expectedVersion?: number) =>
    jobSettings.save(job, { settings, changedBy: 'ada', ...(expectedVersion && { expectedVersion }) });
  return { save, pool: () => pools.read('default') };
}

it('leaves a data pool that is saved meanwhile as it is, unless the save has values of it', async () => {
  const { save, pool } = await besideSavesOfThePool();
  const saved = await save({ schedule: { expression: '0 3 * * *' } }, 1);
  expect(saved).toMatchObject({ ok: true, saved: { version: 2 } });
  expect(await pool()).toMatchObject({ dataPool: SERVERS, row: { version: 2, changedBy: 'grace' } });
});

it('refuses values of a data pool that was saved meanwhile', async () => {
  const { save, pool } = await besideSavesOfThePool();
  await expect(save({ dataPool: { connectSeconds: 7 } }, 1)).rejects.toMatchObject({ code: 'SETTING_CHANGED' });
  expect(await pool()).toMatchObject({ dataPool: SERVERS, row: { version: 2 } });
});
