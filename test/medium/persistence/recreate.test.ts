import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { conflictPage, conflictsOf, decide } from './support/deciding.js';
import { empty } from './support/host-state.js';
import { revert } from './support/reverting.js';
import { anEntry, JOB, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const ENTRIES = [anEntry('ada'), anEntry('grace'), anEntry('alan')];

describe.each(KINDS)('users who were deleted by hand on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  const users = () => host.sql('select user_name, state from identity_user order by user_name');

  it('are a conflict, and created again by a decision', async () => {
    await synchronize(host, ENTRIES);
    await host.sql(`delete from identity_user where user_name in ('ada', 'grace')`);
    const refused = await synchronize(host, ENTRIES);
    expect(refused.counts).toMatchObject({ read: 3, unchanged: 1, problems: 2 });
    expect(await conflictPage(host)).toMatchObject({
      items: [
        { code: 'LINKED_USER_DELETED', stableId: 'ada', user: null, holder: null, choices: ['recreate'] },
        { code: 'LINKED_USER_DELETED', stableId: 'grace', choices: ['recreate'] },
      ],
      totals: [{ code: 'LINKED_USER_DELETED', conflicts: 2, choices: ['recreate'] }],
    });

    const one = await decide(host, { choice: 'recreate', stableIds: ['ada'] }, ENTRIES);
    expect(one.counts).toMatchObject({ read: 3, created: 1, unchanged: 1, problems: 1 });
    const { id, counts } = await decide(host, { choice: 'recreate', code: 'LINKED_USER_DELETED' }, ENTRIES);
    expect(counts).toMatchObject({ read: 3, created: 1, unchanged: 2, problems: 0 });
    expect(await users()).toMatchObject([{ user_name: 'ada' }, { user_name: 'alan' }, { user_name: 'grace' }]);
    expect((await synchronize(host, ENTRIES)).counts).toMatchObject({ read: 3, unchanged: 3 });
    expect(await host.sql('select count(*)::int from directory_link')).toEqual([{ count: 3 }]);

    expect((await revert(host, id)).run.counts).toMatchObject({ read: 1, updated: 1, problems: 0 });
    expect(await users()).toMatchObject([{ state: 'active' }, { state: 'active' }, { state: 'inactive' }]);
  });

  it('come with the others that can be decided before those that cannot, each kind by itself, on whatever page', async () => {
    await host.sql(`delete from identity_user where user_name = 'ada'`);
    const twins = ['one', 'other'].map((id) => anEntry(id, { userName: 'twin' }));
    await synchronize(host, [...twins, anEntry('ada'), anEntry('alan-again', { userName: 'alan' })]);
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await conflictsOf(host).page(JOB.name, { limit: 1, ...(cursor && { cursor }) });
      for (const { code, stableId } of page.items) listed.push(`${code} ${stableId}`);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(listed).toEqual([
      'NAME_TAKEN alan-again',
      'LINKED_USER_DELETED ada',
      'NAME_TWICE_IN_DIRECTORY one',
      'NAME_TWICE_IN_DIRECTORY other',
    ]);
  });

  describe('whose name a former user has', () => {
    const former = anEntry('former', { userName: 'ada' });
    const entry = anEntry('entry', { userName: 'ada' });
    const links = () => host.sql('select stable_id, user_id from directory_link order by stable_id');

    beforeEach(async () => {
      await empty(host);
      await synchronize(host, [former, anEntry('entry', { userName: 'lovelace' })]);
      await host.sql(`delete from identity_user where user_name = 'lovelace'`);
      await synchronize(host, [entry]);
    });

    it('are left out of what is decided about all with this problem', async () => {
      const { items } = await conflictPage(host);
      expect(items).toMatchObject([{ code: 'NAME_TAKEN', params: { ownUser: 'deleted' } }]);
      for (const choice of ['release', 'relink'] as const) {
        const { counts, decision } = await decide(host, { choice, code: 'NAME_TAKEN' }, [entry]);
        expect(decision).toMatchObject({ leftOut: 1 });
        expect(counts).toMatchObject({ created: 0, updated: 0, released: 0, problems: 1 });
      }
    });

    it('are a conflict about the name, and created again by the decision about them to release it', async () => {
      const { items } = await conflictPage(host);
      expect(items).toMatchObject([{ code: 'NAME_TAKEN', stableId: 'entry', choices: ['relink', 'release'] }]);
      const { id, counts } = await decide(host, { choice: 'release', stableIds: ['entry'] }, [entry]);
      expect(counts).toMatchObject({ read: 1, created: 1, released: 1, problems: 0 });
      expect(await users()).toMatchObject([{ user_name: 'ada' }, { user_name: 'ada.former' }]);
      expect((await synchronize(host, [entry])).counts).toMatchObject({ read: 1, unchanged: 1 });
      expect((await revert(host, id)).run.counts).toMatchObject({ updated: 2, problems: 0 });
    });

    it('get the former user by the decision to link it, whose link takes the place of theirs', async () => {
      const [user] = await links().then((rows) => rows.filter(({ stable_id: id }) => id === 'former'));
      const { id, counts } = await decide(host, { choice: 'relink', stableIds: ['entry'] }, [entry]);
      expect(counts).toMatchObject({ read: 1, updated: 1, problems: 0 });
      expect(await links()).toEqual([{ ...user, stable_id: 'entry' }]);
      expect((await synchronize(host, [entry])).counts).toMatchObject({ read: 1, unchanged: 1, notSeen: 0 });

      expect((await revert(host, id)).run.counts).toMatchObject({ updated: 1, problems: 0 });
      expect(await links()).toEqual([user]);
      await synchronize(host, [entry]);
      expect((await conflictPage(host)).items).toMatchObject([{ code: 'NAME_TAKEN', choices: ['relink', 'release'] }]);
    });

    it('are created again if the name of the former user is another by then', async () => {
      await host.sql(`update identity_user set user_name = 'other'`);
      const run = await synchronize(host, [entry]);
      expect(run.counts).toMatchObject({ read: 1, problems: 1 });
      expect((await conflictPage(host)).items).toMatchObject([{ code: 'LINKED_USER_DELETED', choices: ['recreate'] }]);
    });
  });
});
