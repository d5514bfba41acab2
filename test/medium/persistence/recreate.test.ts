import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { conflictPage, conflictsOf, decide } from './support/deciding.js';
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
});
