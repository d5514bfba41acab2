import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import {
  anEntry,
  readReport,
  KINDS,
  openRun,
  openTestHost,
  plan,
  TARGETS,
  type TestHost,
} from './support/test-host.js';

const everybody = Array.from({ length: 30 }, (_, index) => anEntry(`person${index}`));
const lost = { code: 'RUN_LEASE_LOST' };

// The connection lives, as that of a machine that was frozen for a while; only the number says that the turn is over.
describe.each(KINDS)('a process whose turn is over on %s', (kind) => {
  let host: TestHost;
  let run: LeasedRun;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterEach(async () => {
    await host.runs.abort(run, { status: 'failed', code: 'UNEXPECTED', params: {} }).catch(() => undefined);
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_problem');
  });
  afterAll(() => host.close());

  const turnIsOver = () => host.sql('update batch_run set fence = fence + 1');
  const count = async (table: string) => (await host.sql(`select 1 from ${table}`)).length;

  it('writes no further chunk', async () => {
    run = await openRun(host);
    await plan(host, run, everybody);
    const applying = host.applier.apply(run, 10, new AbortController().signal)[Symbol.asyncIterator]();
    await applying.next();
    await turnIsOver();

    await expect(applying.next()).rejects.toMatchObject(lost);
    expect(await count('identity_user')).toBe(10);
    expect(await count(`batch_change where state = 'applied'`)).toBe(10);
  });

  it('writes no plan', async () => {
    run = await openRun(host);
    const area = await host.reads.open(run, TARGETS);
    for (const user of everybody) area.add(user);
    await area.finish();
    await turnIsOver();

    await expect(host.planner.plan(run, area.source, readReport(everybody.length))).rejects.toMatchObject(lost);
    await area.close();
    expect(await count('batch_change')).toBe(0);
  });

  it('reports no progress', async () => {
    run = await openRun(host);
    await turnIsOver();

    await expect(host.runs.report(run, { read: 7, applied: 0, total: null })).rejects.toMatchObject(lost);
    expect(await host.history.progress(run.id)).toMatchObject({ read: 0 });
  });

  it.each(['finishAsPlan', 'complete'] as const)('does not %s its run', async (end) => {
    run = await openRun(host);
    await plan(host, run, []);
    await turnIsOver();

    await expect(host.runs[end](run)).rejects.toMatchObject(lost);
    expect(await host.history.run(run.id)).toMatchObject({ status: 'planned', endedAt: null });
  });
});
