import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Run } from '../../../src/contract/run.js';
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

const three = ['ada', 'grace', 'joan'].map((id) => anEntry(id));

describe.each(KINDS)('approving a plan on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  async function makePlan(entries = three): Promise<Run> {
    const run = await openRun(host, 'plan');
    await plan(host, run, entries);
    return host.runs.finishAsPlan(run);
  }

  const approve = ({ id, hash }: Run, more: { hash?: string; settingsShape?: string } = {}) =>
    host.runs.approve({
      runId: id,
      job: JOB,
      hash: hash ?? '',
      settingsShape: SETTINGS_SHAPE,
      approvedBy: 'olga',
      reason: 'checked',
      validHours: 24,
      ...more,
    });

  async function apply(runId: string): Promise<Run> {
    const run = await host.runs.acquire(runId, JOB);
    if (!run) throw new Error('The run is not queued.');
    expect(run.isApproved).toBe(true);
    await applyAll(host, run);
    return host.runs.complete(run);
  }

  const names = async () =>
    (await host.sql('select user_name as name from identity_user order by 1')).map((row) => row['name']);

  it('applies exactly its changes, as the same run, and records who approved it and why', async () => {
    const planned = await makePlan();
    expect(planned).toMatchObject({
      mode: 'plan',
      status: 'planned',
      approval: null,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const changes = await host.sql('select seq, ctid::text, xmin::text, user_id from batch_change order by seq');

    const queued = await approve(planned);
    expect(queued).toMatchObject({ id: planned.id, mode: 'apply', status: 'queued', endedAt: null });

    const run = await apply(planned.id);
    expect(run).toMatchObject({
      id: planned.id,
      status: 'succeeded',
      counts: { read: 3, created: 3 },
      hash: planned.hash,
      approval: { by: 'olga', at: expect.any(Date), reason: 'checked' },
    });
    expect(await names()).toEqual(['ada', 'grace', 'joan']);
    expect(await host.sql('select seq, ctid::text, xmin::text, user_id from batch_change order by seq')).toEqual(
      changes,
    );
  });

  it('refuses a change whose user was changed since, and applies the others', async () => {
    await synchronize(host, three);
    const planned = await makePlan(
      three.map(({ fields, ...more }) => ({ ...more, fields: { ...fields, title: 'new' } })),
    );
    await host.sql(`update identity_user set title = 'by hand' where user_name = 'grace'`);

    await approve(planned);
    const run = await apply(planned.id);
    expect(run).toMatchObject({ status: 'succeeded-with-problems', counts: { updated: 2, problems: 1 } });
    expect((await host.history.problems(run.id)).items).toMatchObject([
      { code: 'CHANGED_MEANWHILE', dn: 'uid=grace,dc=example' },
    ]);
    expect(await host.sql('select title from identity_user order by user_name')).toEqual([
      { title: 'new' },
      { title: 'by hand' },
      { title: 'new' },
    ]);
  });

  it('lets one of several approvals at the same time through', async () => {
    const planned = await makePlan();
    const outcomes = await Promise.allSettled([approve(planned), approve(planned), approve(planned)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await apply(planned.id);
    await expect(approve(planned)).rejects.toMatchObject({ code: 'PLAN_NOT_WAITING' });
    expect(await names()).toHaveLength(3);
  });

  it.each([
    ['another hash', { hash: 'f'.repeat(64) }, { code: 'HASH_DIFFERS' }],
    ['changed settings', { settingsShape: 'other' }, { code: 'PLAN_STALE', params: { because: 'settings' } }],
  ])('is refused with %s', async (_, request, error) => {
    const planned = await makePlan();
    await expect(approve(planned, request)).rejects.toMatchObject(error);
    expect(await host.history.run(planned.id)).toMatchObject({ mode: 'plan', status: 'planned', approval: null });
  });

  it('is refused when a newer run was applied, or the plan is too old', async () => {
    const planned = await makePlan();
    await synchronize(host, [anEntry('rosa')]);
    await expect(approve(planned)).rejects.toMatchObject({ code: 'PLAN_STALE', params: { because: 'newer-run' } });

    const next = await makePlan();
    await host.sql(`update batch_run set planned_at = planned_at - interval '25 hours'`);
    await expect(approve(next)).rejects.toMatchObject({ code: 'PLAN_STALE', params: { because: 'age', hours: 24 } });
  });

  it('is stale because of a newer run or its age, whatever the settings are, which can be saved or restored', async () => {
    const planned = await makePlan();
    const staleWith = (validHours: number) =>
      host.runs.planState(planned.id, 'other', validHours).then(({ stale }) => stale);
    await host.sql(`update batch_run set planned_at = planned_at - interval '25 hours'`);
    expect(await staleWith(48)).toBe('settings');
    expect(await staleWith(24)).toBe('age');
    await synchronize(host, [anEntry('rosa')]);
    expect(await staleWith(24)).toBe('newer-run');
    await expect(approve(planned, { settingsShape: 'other' })).rejects.toMatchObject({
      code: 'PLAN_STALE',
      params: { because: 'newer-run' },
    });
  });

  it('is refused while another run is open, and for what is not a plan', async () => {
    const planned = await makePlan();
    const open = await openRun(host);
    await expect(approve(planned)).rejects.toMatchObject({ code: 'RUN_IN_PROGRESS', params: { runId: open.id } });
    await host.runs.abort(open, { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });

    const ended = await synchronize(host, three);
    await expect(approve(ended)).rejects.toMatchObject({ code: 'PLAN_NOT_WAITING' });
    const unknown = '00000000-0000-4000-8000-000000000000';
    await expect(approve({ ...ended, id: unknown })).rejects.toMatchObject({ code: 'PLAN_NOT_WAITING' });
  });

  it('has another hash when another change is planned', async () => {
    const [one, other] = [await makePlan(), await makePlan([...three, anEntry('rosa')])];
    expect(one.hash).not.toBe(other.hash);
  });
});
