import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SyncNotification } from '../../../src/contract/notifications.js';
import { SqlNotificationOutbox } from '../../../src/persistence/notifications/sql-notification-outbox.js';
import { empty } from './support/host-state.js';
import {
  anEntry,
  JOB,
  KINDS,
  openRun,
  openTestHost,
  plan,
  servicesOver,
  SETTINGS_SHAPE,
  synchronize,
  type TestHost,
} from './support/test-host.js';

describe.each(KINDS)('the events that people are told, on %s', (kind) => {
  let host: TestHost;
  let outbox: SqlNotificationOutbox;
  beforeAll(async () => {
    host = await openTestHost(kind);
    outbox = new SqlNotificationOutbox(host.persistence.database, host.persistence.tables);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const claimAll = async () => {
    const claimed: Omit<SyncNotification, 'displayName'>[] = [];
    for (;;) {
      const next = await outbox.claim();
      if (!next) return claimed;
      claimed.push(next.notification);
    }
  };
  /** The column has milliseconds: now() may be rounded to a later time. */
  const makeDue = () => host.sql(`update batch_notification set next_attempt_at = now() - interval '1 second'`);
  const failed = async () =>
    host.runs.abort(await openRun(host), { status: 'failed', code: 'LDAP_TIMEOUT', params: { seconds: 5 } });

  it('are a run that failed before its plan was complete, with its reason and without counts', async () => {
    const { id } = await failed();
    expect(await claimAll()).toEqual([
      {
        id: expect.any(String) as string,
        kind: 'run.failed',
        job: JOB.name,
        at: expect.any(Date) as Date,
        expectedBy: null,
        run: {
          id,
          status: 'failed',
          trigger: 'manual',
          counts: {},
          reason: { code: 'LDAP_TIMEOUT', params: { seconds: 5 } },
        },
      },
    ]);
  });

  it('are a run that guards stopped', async () => {
    const run = await openRun(host);
    await host.runs.stop(run, { code: 'DIRECTORY_EMPTY', params: {}, findings: [] });
    expect(await claimAll()).toMatchObject([{ kind: 'run.stopped', run: { id: run.id, status: 'stopped' } }]);
  });

  it('are not a run for one person that failed or was stopped', async () => {
    const open = () => openRun(host, 'apply', JOB, 'uid=ada,dc=example');
    await host.runs.stop(await open(), { code: 'DIRECTORY_EMPTY', params: {}, findings: [] });
    await host.runs.abort(await open(), { status: 'failed', code: 'LDAP_TIMEOUT', params: { seconds: 5 } });
    expect(await claimAll()).toEqual([]);
  });

  it('are not a plan that failed or was stopped', async () => {
    const open = () => openRun(host, 'plan');
    await host.runs.stop(await open(), { code: 'DIRECTORY_EMPTY', params: {}, findings: [] });
    await host.runs.abort(await open(), { status: 'failed', code: 'LDAP_TIMEOUT', params: { seconds: 5 } });
    expect(await claimAll()).toEqual([]);
  });

  it('are a plan from unsaved settings that failed after it had been approved', async () => {
    const run = await synchronize(host, [anEntry('ada')], { mode: 'plan' });
    await host.sql(`update batch_run set with_unsaved_settings = true`);
    const approval = { reason: 'checked', approvedBy: 'olga', validHours: 24, settingsShape: SETTINGS_SHAPE };
    await host.runs.approve({ runId: run.id, job: JOB, hash: run.hash ?? '', ...approval });
    const leased = await host.runs.acquire(run.id, JOB);
    await host.runs.abort(leased!, { status: 'failed', code: 'LDAP_TIMEOUT', params: { seconds: 5 } });
    expect(await claimAll()).toMatchObject([{ kind: 'run.failed', run: { id: run.id } }]);
  });

  it('name neither people nor their values', async () => {
    const run = await openRun(host);
    const kept = { problem: 'CANDIDATE_CLAIMED_TWICE', field: 'email', people: 41, among: 50 };
    const single = { user: 'ada', other: 'uid=bob', userId: 'u1', value: 'ada@example.org', reason: 'ada', count: 2 };
    await host.runs.stop(run, { code: 'ONE_CAUSE', params: { ...kept, ...single }, findings: [] });
    expect((await claimAll())[0]?.run?.reason).toEqual({ code: 'ONE_CAUSE', params: kept });
  });

  it('are a run whose plan awaits approval, but no plan that someone asked for', async () => {
    await synchronize(host, [anEntry('ada')], { mode: 'plan' });
    expect(await claimAll()).toEqual([]);
    const run = await openRun(host);
    await plan(host, run, [anEntry('ada')]);
    await host.runs.awaitApproval(run, { because: 'four-eyes', sections: ['mapping'] });
    expect(await claimAll()).toMatchObject([{ kind: 'run.awaits-approval', run: { id: run.id } }]);
  });

  it('are not a run that succeeded', async () => {
    await synchronize(host, [anEntry('ada')]);
    expect(await claimAll()).toEqual([]);
  });

  it('are a run whose process died, once, when another process closes it', async () => {
    const run = await openRun(host);
    const other =
      kind === 'PostgreSQL'
        ? await servicesOver(kind, host.orm, host.url, {})
        : await servicesOver(kind, host.orm, '', {});
    await host.persistence.leases.release(run);
    await other.runs.recover();
    await other.runs.recover();
    expect(await claimAll()).toMatchObject([
      { kind: 'run.failed', run: { id: run.id, reason: { code: 'RUN_ABANDONED' } } },
    ]);
  });

  it('are a job that is overdue, once for each time', async () => {
    const expectedBy = new Date('2026-11-28T03:00:00Z');
    await outbox.storeOverdue(JOB.name, expectedBy);
    await outbox.storeOverdue(JOB.name, expectedBy);
    expect(await claimAll()).toMatchObject([{ kind: 'job.overdue', run: null, expectedBy }]);
  });

  it('are due again after a pause that grows, until all channels have sent them', async () => {
    await failed();
    const first = await outbox.claim();
    expect(await outbox.claim()).toBeUndefined();
    const pause = async () =>
      (
        await host.sql<{ seconds: number }>(
          'select round(extract(epoch from next_attempt_at - now()))::int as seconds from batch_notification',
        )
      )[0]?.seconds ?? 0;
    expect(await pause()).toBeGreaterThan(40);
    expect(await pause()).toBeLessThanOrEqual(60);

    await outbox.sent(first?.notification.id ?? '', 'mail');
    await makeDue();
    expect(await outbox.claim()).toMatchObject({ sentBy: ['mail'] });
    expect(await pause()).toBeGreaterThan(60);
    expect(await outbox.health()).toEqual({ waiting: 1, failed: 0 });

    await outbox.finish(first?.notification.id ?? '');
    await makeDue();
    expect(await outbox.claim()).toBeUndefined();
    expect(await outbox.health()).toEqual({ waiting: 0, failed: 0 });
  });

  it('are given up after twelve attempts, and not sent when they are old', async () => {
    await failed();
    for (let attempt = 1; attempt <= 12; attempt++) {
      expect(await outbox.claim()).toBeDefined();
      await makeDue();
    }
    expect(await outbox.claim()).toBeUndefined();
    expect(await outbox.health()).toEqual({ waiting: 0, failed: 1 });

    await failed();
    await host.sql(`update batch_notification set at = now() - interval '25 hours'`);
    expect(await outbox.claim()).toBeUndefined();
  });
});
