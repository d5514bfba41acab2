import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SyncError } from '../../../src/contract/sync-error.js';
import type { Page, RowsRequest } from '../../../src/contract/run-rows.js';
import { randomCases } from '../../support/random-cases.js';
import { anEntry, JOB, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const people = Array.from({ length: 7 }, (_, index) => anEntry(`person${index}`, { title: 'one' }));
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe.each(KINDS)('history on %s', (kind) => {
  let host: TestHost;
  let runId: string;
  beforeAll(async () => {
    host = await openTestHost(kind);
    for (let run = 0; run < 3; run++) await synchronize(host, people);
    const problems = Array.from({ length: 5 }, (_, index) => ({
      dn: `cn=broken${index}`,
      stableId: null,
      code: 'STABLE_ID_MISSING' as const,
      params: {},
    }));
    const renamed = people.map((person) => ({ ...person, fields: { ...person.fields, title: 'two' } }));
    runId = (await synchronize(host, renamed, { problems })).id;
  });
  afterAll(() => host.close());

  async function allPages<T>(page: (rows: RowsRequest) => Promise<Page<T>>, limit: number): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const next = await page(cursor === undefined ? { limit } : { limit, cursor });
      expect(next.items.length).toBeLessThanOrEqual(limit);
      items.push(...next.items);
      cursor = next.nextCursor;
    }
    return items;
  }

  it('returns each run once, newest first', async () => {
    const runs = await allPages((rows) => host.history.runs(JOB.name, rows), 2);
    expect(runs).toHaveLength(4);
    expect(runs[0]?.id).toBe(runId);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(4);
    expect(runs.map(({ queuedAt }) => queuedAt.getTime())).toEqual(
      runs.map(({ queuedAt }) => queuedAt.getTime()).toSorted((one, other) => other - one),
    );
    expect((await host.history.runs('another-job')).items).toEqual([]);
  });

  it.each([
    [{ mode: 'apply' }, 4],
    [{ mode: 'plan' }, 0],
    [{ status: 'failed' }, 0],
  ] as const)('returns the runs that are %o', async (filter, count) => {
    const runs = await allPages((rows) => host.history.runs(JOB.name, { ...rows, ...filter }), 2);
    expect(runs).toHaveLength(count);
  });

  it('returns a page or refuses the cursor, whatever the cursor is', async () => {
    const lists = [
      (rows: RowsRequest) => host.history.runs(JOB.name, rows),
      (rows: RowsRequest) => host.history.changes(runId, rows),
      (rows: RowsRequest) => host.history.problems(runId, rows),
      (rows: RowsRequest) => host.history.ofUser(UNKNOWN_ID, rows),
    ];
    const part = fc.oneof(
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constantFrom('0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00.000Z', null),
      fc.uuid(),
      fc.bigInt().map(String),
      fc.double(),
      fc.integer(),
      fc.string({ unit: 'binary' }),
    );
    const written = fc.array(part, { maxLength: 3 }).map((parts) => JSON.stringify(parts));
    const cursor = fc.oneof(
      { weight: 5, arbitrary: written.map((json) => Buffer.from(json).toString('base64url')) },
      fc.string(),
    );
    const answer = fc.asyncProperty(fc.constantFrom(...lists), cursor, async (list, text) => {
      const outcome = await list({ cursor: text }).then(
        ({ items }) => (Array.isArray(items) ? 'page' : 'none'),
        (error: SyncError) => error.code,
      );
      expect(['page', 'CURSOR_INVALID']).toContain(outcome);
    });
    await fc.assert(answer, randomCases({ runs: 100 }));
  });

  it('returns changes in the order in which they were applied, and problems', async () => {
    const changes = await allPages((rows) => host.history.changes(runId, rows), 3);
    expect(changes.map(({ dn }) => dn)).toEqual(people.map(({ dn }) => dn));
    expect(changes[0]).toMatchObject({
      before: { title: 'one' },
      after: { title: 'two' },
      appliedAt: expect.any(Date),
    });
    expect((await host.history.changes(runId, { kind: 'create' })).items).toEqual([]);

    const problems = await allPages((rows) => host.history.problems(runId, rows), 2);
    expect(problems.map(({ dn }) => dn)).toEqual([0, 1, 2, 3, 4].map((index) => `cn=broken${index}`));
  });

  it('returns the changes of one user, newest first', async () => {
    const { items } = await host.history.changes(runId);
    const changes = await allPages((rows) => host.history.ofUser(items[0]?.userId ?? '', rows), 1);
    expect(changes.map(({ kind: each }) => each)).toEqual(['update', 'create']);
    expect((await host.history.ofUser(UNKNOWN_ID)).items).toEqual([]);
  });

  it('returns the newest and the last successful run', async () => {
    expect(await host.history.newest(JOB.name)).toMatchObject({ id: runId });
    expect(await host.history.lastGood(JOB.name)).toMatchObject({ id: runId, status: 'succeeded-with-problems' });
    expect(await host.history.newest('another-job')).toBeUndefined();
  });

  it('treats an invalid id as a run that does not exist', async () => {
    for (const id of [UNKNOWN_ID, 'x', `${runId}'; drop table batch_run; --`]) {
      expect(await host.history.run(id)).toBeUndefined();
      expect(await host.history.progress(id)).toBeUndefined();
      expect(await host.history.changes(id)).toEqual({ items: [], nextCursor: null });
      expect(await host.history.problems(id)).toEqual({ items: [], nextCursor: null });
    }
  });

  it('refuses an invalid cursor', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const invalid = [
      '',
      'x',
      '%%%',
      encode(null),
      encode([]),
      encode(['a', 'b']),
      encode([{}]),
      encode([1, 2, 3]),
      encode([2 ** 40]),
      encode(['2026-01-01', "x'"]),
    ];
    for (const cursor of invalid) {
      const expected = { code: 'CURSOR_INVALID' };
      await expect(host.history.runs(JOB.name, { cursor })).rejects.toMatchObject(expected);
      await expect(host.history.changes(runId, { cursor })).rejects.toMatchObject(expected);
      await expect(host.history.problems(runId, { cursor })).rejects.toMatchObject(expected);
      await expect(host.history.ofUser(UNKNOWN_ID, { cursor })).rejects.toMatchObject(expected);
    }
  });

  it('returns between one and two hundred rows per page', async () => {
    expect((await host.history.runs(JOB.name, { limit: 0 })).items).toHaveLength(1);
    expect((await host.history.runs(JOB.name, { limit: 1e9 })).items).toHaveLength(4);
    expect((await host.history.runs(JOB.name, { limit: Number.NaN })).items).toHaveLength(1);
  });
});
