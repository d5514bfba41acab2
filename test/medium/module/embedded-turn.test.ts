import { afterAll, beforeAll, expect, it } from 'vitest';

import { Runs } from '../../../src/sync/ports/runs.js';
import { Host, type HostDatabase, JOB, pgliteDatabase } from './a-host.js';

let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  database = await pgliteDatabase();
  const dataPool = { urls: ['ldap://127.0.0.1:1'], baseDn: 'dc=example' };
  host = await Host.start(database, { work: false, seed: { dataPool } });
});

afterAll(() => host.stop());

it('a run that is being opened is not taken for one that was left behind', async () => {
  const runs = host.app.get(Runs, { strict: false });

  for (let round = 0; round < 10; round++) {
    const { id } = await host.jobs.start(JOB, { mode: 'apply', startedBy: null });
    const recoveries = Array.from({ length: 3 }, () => runs.recover(JOB));
    const [opened] = await Promise.all([runs.open(id, 'default'), ...recoveries, runs.recover(JOB)]);

    expect(await host.jobs.run(id)).toMatchObject({ status: 'reading' });
    if (opened) await runs.end(opened, { status: 'failed', code: 'UNEXPECTED', params: {} });
  }
});
