import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunRequest } from '../../../src/engine/ports/run-store.js';
import { SqlRunRetention } from '../../../src/persistence/retention/sql-run-retention.js';
import { empty } from './support/host-state.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openTestHost,
  plan,
  SETTINGS_SHAPE,
  type TestHost,
} from './support/test-host.js';

const manual: RunRequest = { job: JOB, mode: 'apply', trigger: 'manual', startedBy: 'ada', scheduledFor: null };
const unsavedSettings = { dataPool: { filter: '(uid=a*)', bindPassword: 'encrypted' }, mapping: [{ target: 'title' }] };
const withoutPassword = { dataPool: { filter: '(uid=a*)' }, mapping: [{ target: 'title' }] };
const preview: RunRequest = { ...manual, mode: 'plan', unsavedSettings };

describe.each(KINDS)('unsaved settings of a plan on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(() => empty(host));

  const acquired = async () => {
    const queued = await host.runs.queue(preview);
    const leased = await host.runs.acquire(queued?.id ?? '', JOB);
    if (!leased) throw new Error('The run was not acquired.');
    return leased;
  };
  const planned = async () => {
    const leased = await acquired();
    await plan(host, leased, [anEntry('ada')]);
    return host.runs.finishAsPlan(leased);
  };

  it('have their password until the plan is made, and are kept without it', async () => {
    const leased = await acquired();
    expect(await host.history.unsavedSettings(leased.id)).toEqual(unsavedSettings);
    await plan(host, leased, [anEntry('ada')]);
    expect(await host.history.unsavedSettings(leased.id)).toEqual(unsavedSettings);
    expect(await host.runs.finishAsPlan(leased)).toMatchObject({ withUnsavedSettings: true });
    expect(await host.history.unsavedSettings(leased.id)).toEqual(withoutPassword);
    expect(await host.history.unsavedSettings((await host.runs.queue(manual))?.id ?? '')).toBeUndefined();
  });

  it('are deleted when the run ends without a plan', async () => {
    const cancelled = await host.runs.queue(preview);
    expect(cancelled?.withUnsavedSettings).toBe(true);
    await host.runs.cancel(cancelled?.id ?? '', 'ada');
    expect(await host.history.unsavedSettings(cancelled?.id ?? '')).toBeUndefined();

    const failed = await acquired();
    await host.runs.abort(failed, { status: 'failed', code: 'LDAP_TIMEOUT', params: {} });
    expect(await host.history.unsavedSettings(failed.id)).toBeUndefined();
  });

  it('are deleted by the retention once the plan is too old to be applied', async () => {
    const { database, tables, users } = host.persistence;
    const retention = new SqlRunRetention(database, tables, users);
    const expire = async () => {
      const steps = retention.deleteExpired({ days: 400, runs: 1_000, planHours: 24, versionsInUse: [] });
      for (let step = await steps.next(); !step.done;) step = await steps.next();
    };
    const { id } = await planned();
    await expire();
    expect(await host.history.unsavedSettings(id)).toEqual(withoutPassword);
    await host.sql(`update batch_run set planned_at = planned_at - interval '25 hours'`);
    const open = await acquired();
    await expire();
    expect(await host.history.unsavedSettings(id)).toBeUndefined();
    expect(await host.history.run(id)).toMatchObject({ status: 'planned', withUnsavedSettings: true });
    expect(await host.history.unsavedSettings(open.id)).toEqual(unsavedSettings);
    await host.runs.abort(open, { status: 'cancelled', code: 'RUN_CANCELLED', params: {} });
  });

  it('are deleted when the plan is applied', async () => {
    const { id, hash } = await planned();
    await host.runs.approve({
      runId: id,
      job: JOB,
      hash: hash ?? '',
      settingsShape: SETTINGS_SHAPE,
      approvedBy: 'grace',
      reason: 'saved',
      validHours: 24,
    });
    const run = await host.runs.acquire(id, JOB);
    if (!run) throw new Error('The run was not acquired.');
    await applyAll(host, run);
    await host.runs.complete(run);
    expect(await host.history.unsavedSettings(id)).toBeUndefined();
  });
});
