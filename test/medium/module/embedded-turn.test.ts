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

  for (let steps = 0; steps < 400; steps += 10) {
    const { id } = await host.jobs.start(JOB, { mode: 'apply', startedBy: null });
    const opening = runs.open(id, 'default');
    for (let step = 0; step < steps; step++) await Promise.resolve(); // into the middle of it
    await runs.recover(JOB);
    const opened = await opening;

    expect(await host.jobs.run(id)).toMatchObject({ status: 'reading' });
    if (opened) await runs.end(opened, { status: 'failed', code: 'UNEXPECTED', params: {} });
  }
});
