import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { anEntry, KINDS, openRun, openTestHost, synchronize, TARGETS, type TestHost } from './support/test-host.js';

const twin = (dn: string, userName = 'ada') => anEntry('same', { userName }, { dn });

describe.each(KINDS)('entries with one stable id, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('delete from directory_link');
    await host.sql('delete from identity_user');
  });

  it.each([
    ['in the same form', 'cn=Lovelace\\, Ada,dc=example', 'cn=Lovelace\\, Ada,dc=example'],
    ['in another case', 'cn=ada,dc=example', 'CN=Ada,DC=Example'],
    ['escaped otherwise', 'cn=Lovelace\\, Ada,dc=example', 'cn=Lovelace\\2C Ada, dc=example'],
  ])('and one DN %s count once, as read last', async (_, first, second) => {
    const { run, changes, problems } = await outcome(twin(first, 'before'), anEntry('bob'), twin(second, 'after'));
    expect(run.counts).toMatchObject({ read: 2, created: 2, problems: 0 });
    expect([changes.map(({ after }) => after['userName']), problems]).toEqual([['bob', 'after'], []]);
  });

  it('and different DNs are problems in either order, and the user that has it stays as it is', async () => {
    await synchronize(host, [twin('uid=ada,dc=example')]);
    for (const entries of [
      [twin('uid=ada,dc=example'), twin('uid=eve,dc=example', 'eve')],
      [twin('uid=eve,dc=example', 'eve'), twin('uid=ada,dc=example')],
    ]) {
      const { run, problems } = await outcome(...entries);
      expect(run.counts).toMatchObject({ read: 2, created: 0, updated: 0, problems: 2 });
      const [first, second] = entries.map(({ dn }) => dn);
      expect(problems).toEqual([
        { dn: first, code: 'STABLE_ID_TWICE', params: { other: second } },
        { dn: second, code: 'STABLE_ID_TWICE', params: { other: first } },
      ]);
    }
    expect(await host.sql('select user_name from identity_user')).toEqual([{ user_name: 'ada' }]);
  });

  it('are a problem also if mapping rejected one of them, or an active rule excludes it', async () => {
    const rejected = { dn: 'cn=2', stableId: 'same', code: 'VALUE_MISSING', params: { attribute: 'sn' } } as const;
    const run = await synchronize(host, [twin('cn=1')], { problems: [rejected] });
    const codes = (await host.history.problems(run.id)).items.map(({ code }) => code);
    expect(codes).toEqual(['STABLE_ID_TWICE', 'VALUE_MISSING']);

    const other = await synchronize(host, [twin('cn=1')], { inactive: [{ dn: 'cn=2', stableId: 'same' }] });
    expect(other.counts).toMatchObject({ created: 0, problems: 1 });
  });

  it('are told by number, and can be dropped, unless there are too many', async () => {
    const read = await host.reads.open(await openRun(host), TARGETS);
    for (const [dn, id] of ['cn=1 a', 'cn=2 b', 'cn=3 a', 'cn=4 c', 'CN=1 a'].map((text) => text.split(' '))) {
      read.add(anEntry(id ?? '', {}, { dn: dn ?? '' }));
    }
    expect(await read.finish()).toBe(1);
    const entries = [
      { n: 3, dn: 'cn=3' },
      { n: 5, dn: 'CN=1' },
    ];
    expect(await read.sharedStableIds(2)).toMatchObject([{ stableId: 'a', entries }]);
    expect(await read.sharedStableIds(1)).toEqual([]);
    await read.drop([3]);
    await read.drop([]);
    expect(await read.sharedStableIds(2)).toEqual([]);
  });

  async function outcome(...entries: readonly DirectoryUser[]) {
    const run = await synchronize(host, entries);
    const changes = (await host.history.changes(run.id)).items;
    const problems = (await host.history.problems(run.id)).items.map(({ dn, code, params }) => ({ dn, code, params }));
    return { run, changes, problems };
  }
});
