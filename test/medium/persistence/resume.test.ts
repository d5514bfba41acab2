import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Run } from '../../../src/contract/run.js';
import type { SectionHashes } from '../../../src/contract/approval.js';
import { BatchSyncSettings } from '../../../src/settings/schema/batch-sync-settings.js';
import { sectionHashes } from '../../../src/settings/section-hashes.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openRun,
  openTestHost,
  plan,
  SETTINGS_SHAPE,
  synchronize,
  type TestHost,
} from './support/test-host.js';

const CHUNK = 10;
const everyone = Array.from({ length: 30 }, (_, index) => anEntry(`person${index}`));

describe.each(KINDS)('a run that broke off while it applied its plan, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  /** Applies some chunks and ends early. */
  async function breakOff(chunks: number, entries = everyone): Promise<Run> {
    const run = await openRun(host);
    await plan(host, run, entries);
    const applying = host.applier.apply(run, CHUNK, new AbortController().signal)[Symbol.asyncIterator]();
    for (let chunk = 0; chunk < chunks; chunk++) await applying.next();
    return host.runs.abort(run, { status: 'cancelled', code: 'RUN_CANCELLED', params: {} });
  }

  const resume = ({ id }: Run, more: { settingsShape?: string; validHours?: number; sections?: SectionHashes } = {}) =>
    host.runs.resume({
      runId: id,
      job: JOB,
      settingsShape: SETTINGS_SHAPE,
      resumedBy: 'olga',
      validHours: 24,
      ...more,
    });

  async function goOn(id: string): Promise<Run> {
    const run = await host.runs.acquire(id, JOB);
    if (!run) throw new Error('The run is not queued.');
    expect(run.isApproved).toBe(true);
    expect(await applyAll(host, run, { chunkSize: CHUNK })).toBe(everyone.length);
    return host.runs.complete(run);
  }

  const state = ({ id }: Run, shape = SETTINGS_SHAPE, hours = 24) => host.runs.planState(id, shape, hours);

  it('is resumed as itself: the rest is applied, and its counts add up', async () => {
    const broken = await breakOff(1);
    expect(broken).toMatchObject({ status: 'cancelled', counts: { read: 30, created: 10 } });
    expect(await state(broken)).toEqual({ next: 'resume', stale: null });
    await host.sql('update batch_run set expired_at = now()');
    expect(await state(broken)).toMatchObject({ next: null });
    await host.sql('update batch_run set expired_at = null');

    const queued = await resume(broken);
    expect(queued).toMatchObject({ id: broken.id, status: 'queued', reason: null, endedAt: null, cancellation: null });
    const run = await goOn(broken.id);

    expect(run).toMatchObject({
      status: 'succeeded',
      counts: { read: 30, created: 30, problems: 0 },
      startedAt: broken.startedAt,
      resumption: { by: 'olga', at: expect.any(Date) },
    });
    expect((await host.sql(`select 1 from ${APPLIED_CHANGES}`)).length).toBe(30);
    expect((await host.sql('select 1 from identity_user')).length).toBe(30);
    expect(await state(run)).toEqual({ next: null, stale: null });
  });

  it('applies what it had put off, too', async () => {
    const person = (id: string, userName: string) => anEntry(id, { userName });
    // The first gets a name that is free only after the last chunk.
    const before = [person('0', 'ada'), ...everyone.slice(1, 29), person('29', 'eve')];
    const after = [person('0', 'eve'), ...everyone.slice(1, 29).map((entry) => renamed(entry)), person('29', 'ann')];
    await synchronize(host, before);
    const broken = await breakOff(1, after);
    expect((await host.sql(`select 1 from batch_change where state = 'deferred'`)).length).toBe(1);
    await resume(broken);
    const run = await host.runs.acquire(broken.id, JOB);
    if (!run) throw new Error('The run is not queued.');
    await applyAll(host, run, { chunkSize: CHUNK });

    expect(await host.runs.complete(run)).toMatchObject({ counts: { updated: 30, problems: 0 } });
  });

  it.each<[string, { settingsShape?: string; validHours?: number }]>([
    ['settings', { settingsShape: 'b'.repeat(64) }],
    ['age', { validHours: 0 }],
  ])('is stale because of %s', async (because, more) => {
    const broken = await breakOff(1);
    await host.sql(`update batch_run set planned_at = planned_at - interval '1 second'`);

    expect(await state(broken, more.settingsShape, more.validHours)).toEqual({ next: 'resume', stale: because });
    await expect(resume(broken, more)).rejects.toMatchObject({ code: 'PLAN_STALE', params: { because } });
  });

  it('is stale when another run was applied since, and makes a plan stale that was made before it was resumed', async () => {
    const broken = await breakOff(1);
    const planning = await openRun(host, 'plan');
    await plan(host, planning, everyone);
    const planned = await host.runs.finishAsPlan(planning, []);
    expect(await state(planned)).toEqual({ next: 'approve', stale: null });
    await resume(broken);
    await goOn(broken.id);
    expect(await state(planned)).toEqual({ next: 'approve', stale: 'newer-run' });

    const second = await breakOff(
      1,
      everyone.map((entry) => renamed(entry)),
    );
    await synchronize(host, everyone);
    await expect(resume(second)).rejects.toMatchObject({ code: 'PLAN_STALE', params: { because: 'newer-run' } });
  });

  it('is stale when another run was applied since, although the clock was set back meanwhile', async () => {
    const broken = await breakOff(1);
    await host.sql(
      `update batch_run set started_at = started_at + interval '1 hour', planned_at = now() + interval '1 hour'`,
    );
    await synchronize(host, everyone);
    expect(await state(broken)).toEqual({ next: 'resume', stale: 'newer-run' });
  });

  /** Begins to apply the plan, and ends before the first change. */
  async function endBeforeFirstChange(status: 'failed' | 'cancelled'): Promise<Run> {
    const run = await openRun(host);
    await plan(host, run, everyone);
    for await (const _ of host.applier.apply(run, CHUNK, AbortSignal.abort()));
    const code = status === 'failed' ? 'RUN_ABANDONED' : 'RUN_CANCELLED';
    return host.runs.abort(run, { status, code, params: {} });
  }

  async function approved(): Promise<string> {
    const planning = await openRun(host, 'plan');
    await plan(host, planning, everyone);
    const { id, hash } = await host.runs.finishAsPlan(planning, []);
    await host.runs.approve({
      runId: id,
      hash: hash ?? '',
      reason: 'checked',
      approvedBy: 'olga',
      settingsShape: SETTINGS_SHAPE,
      validHours: 24,
      job: JOB,
    });
    return id;
  }

  it('is resumed when it had begun, but failed before its first chunk', async () => {
    const broken = await endBeforeFirstChange('failed');
    expect(broken).toMatchObject({ counts: { created: 0 } });
    expect(await state(broken)).toEqual({ next: 'resume', stale: null });
    await resume(broken);
    expect(await goOn(broken.id)).toMatchObject({ status: 'succeeded', counts: { read: 30, created: 30 } });
  });

  it('is resumed when its plan was approved, but its process died before it began', async () => {
    const id = await approved();
    const run = await host.runs.acquire(id, JOB);
    if (!run) throw new Error('The run is not queued.');
    const broken = await host.runs.abort(run, { status: 'failed', code: 'RUN_ABANDONED', params: {} });
    expect(await state(broken)).toEqual({ next: 'resume', stale: null });
    await resume(broken);
    expect(await goOn(id)).toMatchObject({ status: 'succeeded', counts: { created: 30 } });
  });

  it('is not resumed when it was cancelled before its first change: that withdraws the approval', async () => {
    const begun = await endBeforeFirstChange('cancelled');
    const queued = await host.runs.cancel(await approved(), 'olga');
    expect(queued).toMatchObject({ status: 'cancelled', approval: { by: 'olga' } });

    for (const run of [begun, queued]) {
      expect(await state(run)).toEqual({ next: null, stale: null });
      await expect(resume(run)).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE', params: { runId: run.id } });
    }
    expect(await host.sql('select 1 from identity_user')).toEqual([]);
  });

  it.each(['limits', 'approval'] as const)(
    'is stale when %s changed since, while nothing was applied',
    async (name) => {
      const judged = sectionHashes(new BatchSyncSettings());
      const other = { ...judged, [name]: 'another' };
      const present = (run: Run, sections: typeof judged) =>
        host.runs.planState(run.id, SETTINGS_SHAPE, 24, sections).then(({ stale }) => stale);
      const begun = await endBeforeFirstChange('failed');
      expect(await present(begun, other)).toBeNull(); // of an earlier version, which kept no hashes
      await host.sql('update batch_run set settings_sections = $1::text::jsonb', [JSON.stringify(judged)]);
      expect(await present(begun, judged)).toBeNull();
      expect(await present(begun, other)).toBe('settings');
      await expect(resume(begun, { sections: other })).rejects.toMatchObject({
        code: 'PLAN_STALE',
        params: { because: 'settings' },
      });

      const halfway = await breakOff(1);
      await host.sql('update batch_run set settings_sections = $1::text::jsonb', [JSON.stringify(judged)]);
      expect(await present(halfway, other)).toBeNull();
    },
  );

  it('is not resumed when guards may not have judged its plan, or when it has succeeded', async () => {
    const nothing = await breakOff(0);
    const done = await synchronize(host, everyone);

    for (const run of [nothing, done]) {
      expect(await state(run)).toEqual({ next: null, stale: null });
      await expect(resume(run)).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
    }
  });

  it('is resumed once, and can break off again', async () => {
    const broken = await breakOff(1);
    const outcomes = await Promise.allSettled([resume(broken), resume(broken)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await host.runs.cancel(broken.id, 'olga');
    expect(await host.history.run(broken.id)).toMatchObject({ status: 'cancelled', counts: { read: 30, created: 10 } });
    await resume(broken);

    expect(await goOn(broken.id)).toMatchObject({ status: 'succeeded', counts: { created: 30 } });
  });
});

function renamed({ fields, ...entry }: (typeof everyone)[number]): (typeof everyone)[number] {
  return { ...entry, fields: { ...fields, title: 'new' } };
}
