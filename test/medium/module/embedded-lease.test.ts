import { afterAll, beforeAll, expect, it } from 'vitest';

import { RunStore } from '../../../src/engine/ports/run-store.js';
import { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';
import { Host, type HostDatabase, JOB, pgliteDatabase } from './a-host.js';

let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  database = await pgliteDatabase();
  const dataPool = { urls: ['ldap://127.0.0.1:1'], baseDn: 'dc=example' };
  host = await Host.start(database, { work: false, seed: { dataPool } });
});

afterAll(() => host.stop());

it('recovery does not close a run whose lease is just being acquired', async () => {
  const runs = host.app.get(RunStore, { strict: false });
  const job = await host.app.get(ProcessCatalog, { strict: false }).job(JOB);

  for (let steps = 0; steps < 400; steps += 10) {
    const { id } = await host.runs.start(JOB, { mode: 'apply', startedBy: null });
    const acquiring = runs.acquire(id, job);
    for (let step = 0; step < steps; step++) await Promise.resolve(); // recovery starts while the lease is being acquired
    await runs.recover();
    const leased = await acquiring;

    expect(await host.runs.get(id)).toMatchObject({ status: 'reading' });
    if (leased) await runs.abort(leased, { status: 'failed', code: 'UNEXPECTED', params: {} });
  }
});
