import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Run } from '../../../src/index.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

let directory: Directory;
let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  directory = await Directory.start('ada', 'grace');
});

afterEach(async () => {
  await host.stop();
  await database.drop();
});

afterAll(() => directory.stop());

async function synchronize(only: string): Promise<Run> {
  const { id } = await host.runs.start(JOB, { mode: 'apply', startedBy: 'test', only });
  return host.ended(id);
}

async function approve({ id, hash }: Run): Promise<Run> {
  await host.runs.approve(id, { hash: hash ?? '', reason: 'checked', approvedBy: 'olga' });
  return host.ended(id);
}

const rename = (name: string, sn: string) => directory.slapd.modify(directory.dn(name), { sn });

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('one person, on %s', (_, open) => {
  beforeEach(async () => {
    database = await open();
  });

  it('waits for approval while guards have stopped everyone, whatever the policy is', async () => {
    const limits = { changes: { percent: 0, people: 0 } };
    host = await Host.start(database, { seed: { ...directory.settings, limits, approval: { policy: 'never' } } });
    await host.run();
    for (const name of ['ada', 'grace']) await rename(name, 'Changed');
    const stopped = await host.run();
    expect(stopped).toMatchObject({ status: 'stopped', reason: { code: 'TOO_MANY_CHANGES' } });

    const plan = await synchronize('ada');
    expect(plan).toMatchObject({ status: 'planned', approvalNeed: { because: 'stopped' } });
    expect(await approve(plan)).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
    await rename('ada', 'Again');
    expect(await synchronize('ada')).toMatchObject({ approvalNeed: { because: 'stopped' } });

    expect(await approve(stopped)).toMatchObject({ mode: 'apply' });
    expect(await synchronize('ada')).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
  });

  it('waits for approval with four eyes in a new job', async () => {
    const approval = { policy: 'whenChanged', fourEyes: true };
    host = await Host.start(database, { seed: { ...directory.settings, approval } });
    expect(await synchronize('ada')).toMatchObject({ status: 'planned', approvalNeed: { because: 'four-eyes' } });
  });
});
