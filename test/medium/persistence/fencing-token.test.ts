import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';
import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import {
  anEntry,
  readReport,
  KINDS,
  openRun,
  openTestHost,
  plan,
  TARGETS,
  SETTINGS_SHAPE,
  type TestHost,
} from './support/test-host.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';

const everyone = Array.from({ length: 30 }, (_, index) => anEntry(`person${index}`));
const lost = { code: 'RUN_LEASE_LOST' };

// The connection still exists, as after a machine was suspended: only the fencing token shows that the lease was lost.
describe.each(KINDS)('a process with an outdated fencing token on %s', (kind) => {
  let host: TestHost;
  let run: LeasedRun;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterEach(async () => {
    await host.runs.abort(run, { status: 'failed', code: 'UNEXPECTED', params: {} }).catch(() => undefined);
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });
  afterAll(() => host.close());

  const invalidateToken = () => host.sql('update batch_run set fence = fence + 1');
  const count = async (table: string) => (await host.sql(`select 1 from ${table}`)).length;

  it('cannot write another chunk', async () => {
    run = await openRun(host);
    await plan(host, run, everyone);
    const applying = host.applier.apply(run, 10, new AbortController().signal)[Symbol.asyncIterator]();
    await applying.next();
    await invalidateToken();

    await expect(applying.next()).rejects.toMatchObject(lost);
    expect(await count('identity_user')).toBe(10);
    expect(await count(APPLIED_CHANGES)).toBe(10);
  });

  it('cannot write a plan', async () => {
    run = await openRun(host);
    const read = await host.reads.open(run, TARGETS);
    for (const user of everyone) read.add(user);
    await read.finish();
    await invalidateToken();

    await expect(
      host.planner.plan(run, read.source, readReport(everyone.length), {
        ...SYNCHRONIZE_ACTIVE,
        settingsShape: SETTINGS_SHAPE,
      }),
    ).rejects.toMatchObject(lost);
    await read.close();
    expect(await count('batch_change')).toBe(0);
  });

  it('cannot report progress', async () => {
    run = await openRun(host);
    await invalidateToken();

    await expect(host.runs.report(run, { read: 7, applied: 0, total: null })).rejects.toMatchObject(lost);
    expect(await host.history.progress(run.id)).toMatchObject({ read: 0 });
  });

  it.each(['finishAsPlan', 'complete'] as const)('cannot call %s for its run', async (end) => {
    run = await openRun(host);
    await plan(host, run, []);
    await invalidateToken();

    await expect(host.runs[end](run)).rejects.toMatchObject(lost);
    expect(await host.history.run(run.id)).toMatchObject({ status: 'planned', endedAt: null });
  });
});
