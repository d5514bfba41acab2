import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { planRevert, revert } from './support/reverting.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const TARGETS = ['userName', 'email', 'title', 'attributes.badge'] as const;

/** People below `unit`, with an e-mail address, but neither title nor badge. */
function people(count: number, unit = 'ou=Staff,dc=example', prefix = 'p'): DirectoryUser[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `${prefix}${index}`;
    return anEntry(id, { email: `${id}@example.org` }, { dn: `uid=${id},${unit}` });
  });
}

const change = (
  entries: readonly DirectoryUser[],
  count: number,
  more: Partial<DirectoryUser['fields']>,
  badge?: string,
) =>
  entries.map((entry, index) =>
    index < count
      ? { ...entry, fields: { ...entry.fields, ...more }, attributes: badge === undefined ? {} : { badge } }
      : entry,
  );

describe.each(KINDS)('guards judge a revert on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(() =>
    host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem'),
  );

  const run = (entries: readonly DirectoryUser[]) => synchronize(host, entries, { targets: TARGETS });
  const findingsOf = async (runId: string, scope = {}) => {
    const planned = await planRevert(host, runId, scope);
    expect(planned.run).toMatchObject({ status: 'planned', mode: 'plan' });
    return host.history.findings(planned.run.id);
  };

  it('that would empty a field, among the people of the job who have a value, whatever the host maps now', async () => {
    await run(people(200));
    const filled = await run(change(people(200), 100, { title: 'Engineer' }, 'Q1'));

    expect(await findingsOf(filled.id)).toEqual([
      expect.objectContaining({
        guard: 'vanishingValues',
        field: 'title',
        unit: null,
        people: 100,
        total: 100,
        attribute: null,
        similar: [],
      }),
      expect.objectContaining({ guard: 'vanishingValues', field: 'attributes.badge', people: 100, total: 100 }),
    ]);
    expect(await findingsOf(filled.id, { fields: ['attributes.badge'] })).toMatchObject([
      { guard: 'vanishingValues', field: 'attributes.badge' },
    ]);
  });

  it('that changes names and many people, and lists them', async () => {
    await run(people(60));
    const renamed = await run(
      people(60).map((entry) => ({ ...entry, fields: { ...entry.fields, email: `${entry.stableId}@new` } })),
    );

    const planned = await planRevert(host, renamed.id);
    expect(await host.history.findings(planned.run.id)).toMatchObject([
      { guard: 'names', field: 'email', people: 60, total: 60 },
      { guard: 'changes', people: 60, total: 60 },
    ]);
    expect((await host.history.changes(planned.run.id, { guard: 0, limit: 200 })).items).toHaveLength(60);
  });

  it('within one organizational unit, where the people are now', async () => {
    const [staff, sales] = [people(2000), people(20, 'ou=Sales,dc=example', 's')];
    await run([...staff, ...sales]);
    const filled = await run([...change(staff, 1000, { title: 'Engineer' }), ...sales]);
    const few = await run([...change(staff, 1000, { title: 'Engineer' }), ...change(sales, 8, { title: 'Seller' })]);
    const moved = sales.map((entry) => ({ ...entry, dn: entry.dn.replace('ou=Sales', 'ou=Trade') }));
    await run([...change(staff, 1000, { title: 'Engineer' }), ...change(moved, 8, { title: 'Seller' })]);

    expect(await findingsOf(few.id)).toMatchObject([
      { guard: 'vanishingValues', field: 'title', unit: 'ou=Trade,dc=example', people: 8, total: 8 },
    ]);
    expect(await findingsOf(filled.id)).toMatchObject([
      { guard: 'vanishingValues', unit: null, people: 1000, total: 1008 },
    ]);
  });

  it('and lets one pass that concerns few people, brings values back or turns back an import of few', async () => {
    await run(change(people(100), 100, { title: 'Engineer' }));
    const emptied = await run(people(100));
    expect(await findingsOf(emptied.id)).toMatchObject([{ guard: 'changes', people: 100, total: 100 }]);
    expect((await revert(host, emptied.id)).run.status).toBe('succeeded');

    const joined = await run([
      ...change(people(100), 100, { title: 'Engineer' }),
      ...people(5, 'ou=New,dc=example', 'n'),
    ]);
    expect(await findingsOf(joined.id)).toEqual([]);
  });

  it('among the people whom it changes, too, when they have no link any more', async () => {
    await run(people(60));
    const renamed = await run(
      people(60).map((entry) => ({ ...entry, fields: { ...entry.fields, email: `${entry.stableId}@new` } })),
    );
    await host.sql(`delete from directory_link where stable_id <> 'p0'`);

    expect(await findingsOf(renamed.id)).toMatchObject([
      { guard: 'names', field: 'email', people: 60, total: 60 },
      { guard: 'changes', people: 60, total: 60 },
    ]);
  });

  it('neither counts nor notes anyone as no longer seen', async () => {
    await run(people(60));
    const { counts } = await run(people(61).map((entry) => ({ ...entry, fields: { ...entry.fields, title: 'x' } })));
    const last = await host.history.newest('LDAPAddonBatchSync');
    const { run: reverted } = await revert(host, last?.id ?? '');
    expect(counts.notSeen).toBe(0);
    expect(reverted.counts.notSeen).toBe(0);
    expect(await host.sql('select 1 from batch_presence')).toEqual([]);
    expect(await host.sql('select 1 from directory_link where not_seen_since is not null')).toEqual([]);
  });
});
