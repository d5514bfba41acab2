import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import { anEntry, quietRun, RunFixture } from './run-fixture.js';

describe('the run executor', () => {
  const logged = vi.fn<(...args: unknown[]) => void>();

  beforeEach(() => {
    logged.mockReset();
    for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockImplementation(logged);
  });

  it('reads, plans, applies and completes, in this order', async () => {
    const fixture = new RunFixture();

    expect(await fixture.run()).toMatchObject({ status: 'succeeded' });
    expect(fixture.calls).toEqual(['acquire', 'open read', 'plan', 'close read', 'apply 2', 'apply 4', 'succeeded']);
    expect(fixture.stored.map((user) => user.fields.userName)).toEqual(['ada', 'grace']);
  });

  it('reports its progress at the end of each stage', async () => {
    const fixture = new RunFixture();
    await fixture.run();

    expect(fixture.progress).toContainEqual({ read: 2, applied: 0, total: 2 });
    expect(fixture.progress.at(-1)).toEqual({ read: 2, applied: 4, total: 2 });
  });

  it('measures its stages, the pages of the directory and itself, in seconds', async () => {
    const fixture = new RunFixture();
    fixture.pages = [[anEntry('ada')], [anEntry('grace')]];
    await fixture.run();

    const { stageFinished, directoryRequest, directoryError, runFinished } = fixture.metrics;
    expect(stageFinished.mock.calls.map(([stage]) => stage)).toEqual(['read', 'plan', 'apply']);
    expect(directoryRequest.mock.calls).toEqual([['page'], ['page']]);
    expect(directoryError).not.toHaveBeenCalled();
    expect(runFinished).toHaveBeenCalledOnce();
    const [{ status, seconds } = {}] = runFinished.mock.lastCall ?? [];
    expect(status).toBe('succeeded');
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(seconds).toBeLessThan(20); // the limit of a test; milliseconds or a point in time would be more
  });

  it('counts an error of the directory, but no other', async () => {
    const [directory, database] = [new RunFixture(), new RunFixture()];
    directory.readError = new SyncError('LDAP_TIMEOUT', { params: { url: 'ldap://x', seconds: 10 } });
    database.planError = new Error('the disk is full');
    await directory.run();
    await database.run();

    expect(directory.metrics.directoryError.mock.calls).toEqual([['LDAP_TIMEOUT']]);
    expect(database.metrics.directoryError).not.toHaveBeenCalled();
  });

  it.each([
    ['before the read', 0, ['acquire']],
    ['after a page', 1, ['acquire', 'open read', 'close read']],
    ['before the plan', 2, ['acquire', 'open read', 'close read']],
    ['between chunks', 3, ['acquire', 'open read', 'plan', 'close read', 'apply 2']],
  ])('fails when the disk of the database is full %s, and writes no more', async (_, spaceChecks, calls) => {
    const fixture = new RunFixture();
    fixture.spaceChecks = spaceChecks;

    expect(await fixture.run()).toMatchObject({ status: 'failed', reason: { code: 'DATABASE_FULL' } });
    expect(fixture.calls).toEqual([...calls, 'failed']);
  });

  it('stores the entries page by page and counts them all', async () => {
    const fixture = new RunFixture();
    const storedSoFar: number[] = [];
    fixture.pages = [[anEntry('ada'), anEntry('grace')], [anEntry('edsger')]];
    fixture.onFlush = (stored) => void storedSoFar.push(stored);

    expect(await fixture.run()).toMatchObject({ status: 'succeeded' });
    expect(storedSoFar).toEqual([2, 3]);
  });

  it.each([
    ['the first', 1],
    ['the last', 2],
  ])('reads no further page and plans nothing when the process shuts down during %s page', async (_, page) => {
    const fixture = new RunFixture();
    fixture.pages = [[anEntry('ada')], [anEntry('grace')]];
    fixture.onFlush = (stored) => stored === page && fixture.shutdown.abort();

    expect(await fixture.run()).toMatchObject({ status: 'failed', reason: { code: 'RUN_INTERRUPTED' } });
    expect(fixture.stored).toHaveLength(page);
    expect(fixture.calls).not.toContain('plan');
  });

  it('reports the final number of applied changes regardless of the report interval', async () => {
    const fixture = new RunFixture();

    await fixture.run();

    expect(fixture.reportedApplied).toBe(4);
  });

  it('does nothing when the run is no longer queued', async () => {
    const fixture = new RunFixture();
    fixture.isQueued = false;

    expect(await fixture.run()).toBeUndefined();
    expect(fixture.calls).toEqual([]);
  });

  it('reads only the entry of a run for one person, and stops without a conclusion if it is not there any more', async () => {
    const dn = 'uid=ada,dc=example';
    const [found, gone] = [new RunFixture(), new RunFixture()];
    for (const fixture of [found, gone]) fixture.only = dn;
    gone.pages = [];
    expect(await found.run()).toMatchObject({ status: 'succeeded' });
    expect(found.readOnly).toBe(dn);
    expect(await gone.run()).toMatchObject({
      status: 'stopped',
      reason: { code: 'PERSON_NOT_FOUND', params: { who: dn } },
    });
    expect(gone.calls).not.toContain('plan');
  });

  it('applies an approved plan without reading or planning again', async () => {
    const fixture = new RunFixture();
    fixture.isApproved = true;

    expect(await fixture.run()).toMatchObject({ status: 'succeeded' });
    expect(fixture.calls).toEqual(['acquire', 'apply 2', 'apply 4', 'succeeded']);
  });

  it('stops after the plan in mode "plan"', async () => {
    const fixture = new RunFixture();
    fixture.mode = 'plan';

    expect(await fixture.run()).toMatchObject({ status: 'planned' });
    expect(fixture.calls).toEqual(['acquire', 'open read', 'plan', 'close read', 'planned']);
  });

  describe('with values that would vanish', () => {
    const whole = { unit: null, field: 'userName', people: 170, total: 180 } as const;
    const finding = { guard: 'vanishingValues', field: 'userName', attribute: 'uid', people: 170, total: 180 };

    it('stops before it applies, with all that guards found', async () => {
      const fixture = new RunFixture();
      fixture.evidence = { emptied: [whole], changed: [{ unit: null, people: 170, total: 180 }] };
      fixture.past = [quietRun];

      expect(await fixture.run()).toMatchObject({
        status: 'stopped',
        reason: { code: 'VALUES_WOULD_VANISH', params: { people: 170, among: 180, attribute: 'uid' } },
      });
      expect(fixture.calls).toEqual(['acquire', 'open read', 'plan', 'close read', 'stopped']);
      const usual = { runs: 1, median: 0, highest: 0 };
      expect(fixture.findings).toMatchObject([
        { ...finding, usual },
        { guard: 'changes', people: 170, usual },
      ]);
    });

    it('ends as a plan in mode "plan", and says what would stop the run', async () => {
      const fixture = new RunFixture();
      fixture.mode = 'plan';
      fixture.evidence = { emptied: [whole] };

      expect(await fixture.run()).toMatchObject({ status: 'planned', reason: null });
      expect(fixture.findings).toMatchObject([finding]);
    });

    it('applies what was approved without judging it again', async () => {
      const fixture = new RunFixture();
      fixture.isApproved = true;
      fixture.evidence = { emptied: [whole] };

      expect(await fixture.run()).toMatchObject({ status: 'succeeded' });
    });
  });

  it('records one problem for an invalid entry and continues with the others', async () => {
    const fixture = new RunFixture();
    fixture.pages = [[anEntry('ada'), anEntry('nameless', {})], [anEntry('grace')]];

    await fixture.run();

    expect(fixture.rejected).toMatchObject([{ dn: 'uid=nameless,dc=example', code: 'VALUE_MISSING' }]);
    expect(fixture.stored).toHaveLength(2);
  });

  it('stops before planning when the directory returns no entries', async () => {
    const fixture = new RunFixture();
    fixture.pages = [];

    expect(await fixture.run()).toMatchObject({ status: 'stopped', reason: { code: 'DIRECTORY_EMPTY' } });
    expect(fixture.calls).toEqual(['acquire', 'open read', 'close read', 'stopped']);
    expect(fixture.abort?.readReport).toMatchObject({ complete: true, entries: 0 });
  });

  it.each([
    [
      'fails after some pages',
      { readError: new SyncError('LDAP_TIMEOUT', { params: { url: 'ldap://x', seconds: 10 } }) },
      'LDAP_TIMEOUT',
    ],
    ['ends without a read report', { readReport: { complete: false } }, 'DIRECTORY_READ_INCOMPLETE'],
    ['counted more entries than were processed', { readReport: { entries: 3 } }, 'DIRECTORY_READ_INCOMPLETE'],
    ['fails unexpectedly', { readError: new TypeError('x is not a function') }, 'UNEXPECTED'],
  ])('fails without planning when the read %s', async (_, failure, code) => {
    const fixture = Object.assign(new RunFixture(), failure);

    expect(await fixture.run()).toMatchObject({ status: 'failed', reason: { code } });
    expect(fixture.calls).toEqual(['acquire', 'open read', 'close read', 'failed']);
  });

  it('fails with the reason when planning fails', async () => {
    const fixture = Object.assign(new RunFixture(), { planError: new SyncError('DATABASE_UNREACHABLE') });

    expect(await fixture.run()).toMatchObject({ status: 'failed', reason: { code: 'DATABASE_UNREACHABLE' } });
    expect(fixture.calls).toEqual(['acquire', 'open read', 'plan', 'close read', 'failed']);
  });

  it('fails with the code of a state of the database that operators can solve', async () => {
    const full = Object.assign(new Error('could not extend file'), { code: '53100' });
    const fixture = Object.assign(new RunFixture(), { planError: full });

    expect(await fixture.run()).toMatchObject({ status: 'failed', reason: { code: 'DATABASE_FULL' } });
  });

  it('fails when the counts do not add up at completion', async () => {
    const fixture = Object.assign(new RunFixture(), {
      completeError: new SyncError('RUN_COUNTS_DISAGREE', { params: { read: 2, sum: 1 } }),
    });

    expect(await fixture.run()).toMatchObject({ status: 'failed', reason: { code: 'RUN_COUNTS_DISAGREE' } });
  });

  it('logs error codes but never the values that a database error quotes', async () => {
    const refused = Object.assign(new Error('duplicate key (mail)=(ada@example.org)'), { code: '23505' });
    const fixture = Object.assign(new RunFixture(), { applyError: refused });

    await fixture.run();

    const log = JSON.stringify(logged.mock.calls);
    expect(log).toContain('23505');
    expect(log).not.toContain('ada');
  });
});
