import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunRequest } from '../../../src/engine/ports/run-store.js';
import {
  anEntry,
  applyAll,
  readReport,
  JOB,
  KINDS,
  openRun,
  openTestHost,
  plan,
  synchronize,
  type TestHost,
} from './support/test-host.js';

const manual: RunRequest = {
  job: JOB,
  mode: 'apply',
  trigger: 'manual',
  startedBy: 'ada',
  scheduledFor: null,
};
const tick = (time: string): RunRequest => ({
  ...manual,
  trigger: 'schedule',
  startedBy: null,
  scheduledFor: new Date(time),
});

describe.each(KINDS)('runs on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  it('are queued one at a time per job', async () => {
    const first = await host.runs.queue(manual);
    expect(first).toMatchObject({ status: 'queued', trigger: 'manual', startedBy: 'ada', startedAt: null });
    await expect(host.runs.queue(manual)).rejects.toMatchObject({
      code: 'RUN_IN_PROGRESS',
      params: { runId: first?.id },
    });
    expect(await host.runs.recover()).toMatchObject([{ id: first?.id, status: 'queued' }]);
  });

  it('are queued when the open run ends before its id is read', async () => {
    const { database } = host.persistence;
    const conflict = vi.spyOn(database, 'transaction').mockResolvedValueOnce({ kind: 'retry' });
    expect(await host.runs.queue(manual)).toMatchObject({ status: 'queued' });
    expect(conflict).toHaveBeenCalledTimes(2);
  });

  it('are queued once for the ticks of several processes', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () => host.runs.queue(tick('2026-01-01T02:00:00Z'))),
    );
    const queued = results.flatMap((each) => (each.status === 'fulfilled' && each.value ? [each.value] : []));
    expect(queued).toHaveLength(1);
    expect(results.every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  it('are not queued again for a tick that already has a run', async () => {
    const run = await host.runs.queue(tick('2026-01-01T02:00:00Z'));
    const leased = await host.runs.acquire(run?.id ?? '', JOB);
    if (!leased) throw new Error('The run was not acquired.');
    await host.runs.abort(leased, { status: 'failed', code: 'LDAP_UNREACHABLE', params: { url: 'ldap://x' } });
    expect(await host.runs.queue(tick('2026-01-01T02:00:00Z'))).toBeUndefined();
    expect(await host.runs.queue(tick('2026-01-02T02:00:00Z'))).toMatchObject({ status: 'queued' });
  });

  it('are acquired once', async () => {
    const run = await host.runs.queue(manual);
    const leased = await host.runs.acquire(run?.id ?? '', JOB);
    expect(leased).toMatchObject({ id: run?.id, job: JOB, fence: 1 });
    expect(await host.runs.acquire(run?.id ?? '', JOB)).toBeUndefined();
    await expect(host.runs.queue(manual)).rejects.toMatchObject({ code: 'RUN_IN_PROGRESS' });
    if (leased) await host.runs.abort(leased, { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });
  });

  it('report their progress, and their counts at the end', async () => {
    const run = await openRun(host);
    await host.runs.report(run, { read: 200, applied: 0, total: null });
    expect(await host.history.progress(run.id)).toEqual({
      runId: run.id,
      status: 'reading',
      read: 200,
      applied: 0,
      total: null,
    });

    await plan(host, run, [anEntry('ada')], {
      problems: [{ dn: 'cn=x', stableId: null, code: 'STABLE_ID_MISSING', params: {} }],
    });
    await applyAll(host, run);
    const closed = await host.runs.complete(run);
    expect(closed).toMatchObject({
      status: 'succeeded-with-problems',
      counts: { read: 2, created: 1, updated: 0, activated: 0, unchanged: 0, problems: 1 },
      readReport: readReport(2),
    });
    expect(closed.endedAt).toBeInstanceOf(Date);
    await expect(host.runs.report(run, { read: 2, applied: 1, total: 1 })).rejects.toMatchObject({
      code: 'RUN_LEASE_LOST',
    });
  });

  it('are not completed when their counts do not add up', async () => {
    const run = await openRun(host);
    await plan(host, run, [anEntry('ada'), anEntry('grace')]);
    await applyAll(host, run);
    await host.sql('delete from batch_change where seq = 2');
    await expect(host.runs.complete(run)).rejects.toMatchObject({
      code: 'RUN_COUNTS_DISAGREE',
      params: { read: 2, sum: 1 },
    });

    const ended = await host.runs.abort(run, {
      status: 'failed',
      code: 'RUN_COUNTS_DISAGREE',
      params: { read: 2, sum: 1 },
    });
    expect(ended).toMatchObject({
      status: 'failed',
      counts: { read: 2, created: 1 },
      reason: { code: 'RUN_COUNTS_DISAGREE' },
    });
  });

  it('that failed keep the reason and leave all users unchanged', async () => {
    await synchronize(host, [anEntry('ada')]);
    const run = await openRun(host);
    const read = await host.reads.open(run, ['userName']);
    read.add(anEntry('grace'));
    await read.flush();
    await read.close();
    await read.close();
    const params = { reason: 'the connection was lost', half: '\0\uD800' };
    const ended = await host.runs.abort(run, { status: 'failed', code: 'DIRECTORY_READ_INCOMPLETE', params });

    expect(ended).toMatchObject({
      status: 'failed',
      reason: { code: 'DIRECTORY_READ_INCOMPLETE' },
      counts: { read: 0 },
    });
    expect(await host.sql('select user_name, state::text from identity_user')).toEqual([
      { user_name: 'ada', state: 'active' },
    ]);
    expect((await synchronize(host, [anEntry('ada')])).counts).toMatchObject({ unchanged: 1 });
  });

  it('that were stopped by a guard keep the counts of their plan', async () => {
    const run = await openRun(host);
    await plan(host, run, [anEntry('ada')]);
    const ended = await host.runs.abort(run, { status: 'stopped', code: 'DIRECTORY_EMPTY', params: {} });
    expect(ended).toMatchObject({ status: 'stopped', counts: { read: 1, created: 1 } });
    expect(await host.runs.queue(manual)).toMatchObject({ status: 'queued' });
  });

  it('whose process has died after someone cancelled them are cancelled', async () => {
    const abandoned = await host.runs.queue(manual);
    await host.sql(`update batch_run set status = 'applying', started_at = now()`);
    await host.runs.cancel(abandoned?.id ?? '', 'olga');
    await host.runs.recover();

    expect(await host.history.run(abandoned?.id ?? '')).toMatchObject({
      status: 'cancelled',
      reason: { code: 'RUN_CANCELLED' },
      cancellation: { by: 'olga' },
    });
  });

  it.each([
    ['by recovery', () => host.runs.recover()],
    ['before another run is queued', () => host.runs.queue(manual)],
  ])('whose process has died are closed and reported once %s', async (_, act) => {
    const known = host.abandoned.length;
    const abandoned = await host.runs.queue(tick('2026-01-03T02:00:00Z'));
    await host.sql(`update batch_run set status = 'applying', started_at = now() - interval '90 seconds',
      counts = '{"read": 7, "unchanged": 4}'`);
    await act();
    await host.runs.recover();

    expect(await host.history.run(abandoned?.id ?? '')).toMatchObject({ reason: { code: 'RUN_ABANDONED' } });
    expect(host.abandoned.slice(known)).toEqual([
      {
        job: JOB.name,
        trigger: 'schedule',
        mode: 'apply',
        scope: 'everyone',
        status: 'failed',
        counts: {
          read: 7,
          created: 0,
          updated: 0,
          activated: 0,
          unchanged: 4,
          problems: 0,
          inactive: 0,
          notSeen: 0,
          pinned: 0,
          incomplete: 0,
          released: 0,
        },
        seconds: expect.any(Number) as number,
      },
    ]);
    expect(host.abandoned.at(-1)?.seconds).toBeGreaterThanOrEqual(90);
  });

  it('are refused with a mapping without a user name', async () => {
    const run = await openRun(host);
    await expect(host.reads.open(run, ['email'])).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
    await host.runs.abort(run, { status: 'failed', code: 'SETTINGS_INVALID', params: {} });
  });
});
