import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Run } from '../../../src/contract/run.js';
import type { UserBinding } from '../../../src/contract/user-binding.js';
import type { ChangeFilter } from '../../../src/contract/run-rows.js';
import { anEntry, KINDS, openTestHost, servicesOver, synchronize, type TestHost } from './support/test-host.js';
import { identityUsers } from './support/users.js';

const TARGETS = ['userName', 'firstName', 'email', 'title', 'attributes.badge'] as const;

describe.each(KINDS)('the rows of a run on %s', (kind) => {
  let host: TestHost;
  let run: Run;
  beforeAll(async () => {
    host = await openTestHost(kind);
    const before = [
      anEntry('ada', { firstName: 'Ada Lovelace', email: 'ada@one.example', title: '100 %' }),
      anEntry('grace', { firstName: 'Grace Hopper', email: 'grace@one.example' }),
      anEntry('joan', { firstName: 'Joan Clarke' }),
    ];
    await synchronize(host, before, { targets: TARGETS });
    const after = [
      anEntry('ada', { firstName: 'Ada King', email: 'ada@two.example', title: '100 %' }),
      anEntry('grace', { firstName: 'Grace Hopper', email: 'grace@two.example' }),
      anEntry('rosa', { firstName: '50%_off', email: 'rosa@two.example' }),
    ];
    const missing = { stableId: null, code: 'VALUE_MISSING', params: { attribute: 'uid', field: 'userName' } } as const;
    const problems = [
      { dn: 'cn=one_two,dc=example', ...missing },
      { dn: 'cn=three,dc=example', ...missing, stableId: 'joan' },
      { dn: 'cn=four,dc=example', stableId: null, code: 'STABLE_ID_MISSING', params: {} } as const,
    ];
    run = await synchronize(host, after, { targets: TARGETS, problems });
  });
  afterAll(() => host.close());

  it.each<[filter: ChangeFilter, users: readonly string[]]>([
    [{}, ['ada', 'grace', 'rosa']],
    [{ kind: 'update' }, ['ada', 'grace']],
    [{ field: 'firstName' }, ['ada', 'rosa']],
    [{ field: 'firstName', kind: 'update' }, ['ada']],
    [{ field: 'title' }, []],
    [{ field: 'attributes.badge' }, []],
    [{ field: "email'; drop table batch_run" }, []],
    [{ search: 'KING' }, ['ada']],
    [{ search: 'lovelace' }, ['ada']],
    [{ search: 'TWO.example' }, ['ada', 'grace', 'rosa']],
    [{ search: 'uid=grace' }, ['grace']],
    [{ search: '%' }, ['rosa']],
    [{ search: '0%_o' }, ['rosa']],
    [{ search: 'a_a' }, []],
    [{ search: '\\' }, []],
    [{ search: 'nobody' }, []],
  ])('changes by %j', async (filter, users) => {
    const { items } = await host.history.changes(run.id, filter);
    expect(items.map(({ stableId }) => stableId)).toEqual(users);
  });

  it('changes by a filter are paged', async () => {
    const first = await host.history.changes(run.id, { field: 'email', limit: 2 });
    const cursor = first.nextCursor ?? '';
    const second = await host.history.changes(run.id, { field: 'email', limit: 2, cursor });
    expect([...first.items, ...second.items].map(({ stableId }) => stableId)).toEqual(['ada', 'grace', 'rosa']);
    expect(second.nextCursor).toBeNull();
  });

  it.each([
    [{}, 3],
    [{ code: 'VALUE_MISSING' }, 2],
    [{ code: 'VALUE_MISSING', field: 'userName' }, 2],
    [{ field: 'email' }, 0],
    [{ search: 'FOUR' }, 1],
    [{ search: 'e_t' }, 1],
    [{ search: 'clarke' }, 1],
    [{ search: 'hopper' }, 0],
  ] as const)('problems by %j', async (filter, count) => {
    expect((await host.history.problems(run.id, filter)).items).toHaveLength(count);
  });

  it('are counted by field and by code, as the filters find them', async () => {
    const { kinds, fields, problems } = await host.history.summary(run.id);
    expect(kinds).toEqual([
      { kind: 'create', changes: 1 },
      { kind: 'update', changes: 2 },
    ]);
    expect(problems).toEqual([
      { code: 'VALUE_MISSING', field: 'userName', problems: 2, omitted: 0 },
      { code: 'STABLE_ID_MISSING', field: null, problems: 1, omitted: 0 },
    ]);
    expect(fields.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['userName', 'firstName', 'email', 'state']),
    );
    for (const { field, changes } of fields) {
      expect((await host.history.changes(run.id, { field })).items).toHaveLength(changes);
    }
  });

  it('of created users can be turned back only where the host names a state for them', async () => {
    const { inactive: _, ...state } = identityUsers.state;
    const users = { ...identityUsers, state } as UserBinding;
    const without = await servicesOver(kind, host.orm, host.url, { users, migrate: false });
    const stateOf = async ({ history }: TestHost) =>
      (await history.summary(run.id)).fields.find(({ field }) => field === 'state');
    expect(await stateOf(host)).toMatchObject({ changes: 1, revertible: 1 });
    expect(await stateOf(without)).toMatchObject({ changes: 1, revertible: 0 });
  });

  it('say what changes have in common, the worst consequence first', async () => {
    const values = (title: string, email: string) => ({ title, email });
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const before = names.map((name) => anEntry(name, values('Engineer', `${name}@one.example`)));
    await synchronize(host, before, { targets: TARGETS });
    const after = [
      anEntry('a', { email: 'a@one.example' }),
      anEntry('b', { email: 'b@one.example' }),
      anEntry('c', values('ENGINEER', 'C@two.example')),
      anEntry('d', values('Engineer II', 'd@two.example')),
      anEntry('e', values('Engine', 'x@one.example')),
      anEntry('f', values('Engineer', 'f@one.example'), { dn: 'uid=f,ou=moved,dc=example' }),
      anEntry('g', values('Nurse', 'g@one.example'), { dn: 'uid=other,dc=example' }),
      anEntry('h', values('Engineer', 'h@one.example'), { dn: 'UID=h,dc=example' }),
      anEntry('joan', { firstName: 'Joan Clarke', title: 'Cryptanalyst' }),
      anEntry('new', values('', 'new@one.example')),
    ];
    const changed = await synchronize(host, after, { targets: TARGETS });
    const { patterns, fields } = await host.history.summary(changed.id);
    const replaced = Object.fromEntries(fields.map((each) => [each.field, each.replaced]));
    expect(replaced).toMatchObject({ email: 3, title: 4 });
    for (const { field, revertible } of fields) {
      const { items } = await host.history.changes(changed.id, { field });
      const turnedBack = items.filter((each) => field !== 'dn' && (each.kind !== 'create' || field === 'state'));
      expect({ field, revertible }).toEqual({ field, revertible: turnedBack.length });
    }
    await host.sql(`update batch_run set applied_through = 0 where id = '${changed.id}'`);
    const notApplied = await host.history.summary(changed.id);
    expect(new Set(notApplied.fields.map(({ revertible }) => revertible))).toEqual(new Set([0]));
    expect(patterns.map(({ field, pattern, changes }) => `${field} ${pattern} ${changes}`)).toEqual([
      'title emptied 2',
      'title letterCase 1',
      'dn letterCase 1',
      'email mailDomain 2',
      'dn moved 1',
      'title extended 1',
      'title shortened 1',
      'title filled 1',
    ]);
    const { items: rows } = await host.history.changes(changed.id, { limit: 200 });
    const told = rows.flatMap((row) => Object.entries(row.patterns).map(([field, pattern]) => `${field} ${pattern}`));
    const counted = patterns.flatMap(({ field, pattern, changes }) =>
      Array<string>(changes).fill(`${field} ${pattern}`),
    );
    expect(told.toSorted()).toEqual(counted.toSorted());
    for (const { changes, ...filter } of patterns)
      expect((await host.history.changes(changed.id, filter)).items).toHaveLength(changes);
    expect((await host.history.changes(changed.id, { pattern: 'emptied' })).items).toEqual([]);
  });

  it('are none in a run without a plan', async () => {
    const [queued] = await host.sql<{ id: string }>(
      `insert into batch_run (job, symbolic_name, mode, "trigger", status) values ('other', 'other', 'apply', 'manual', 'failed') returning id::text as id`,
    );
    expect(await host.history.summary(queued?.id ?? '')).toEqual({ kinds: [], fields: [], patterns: [], problems: [] });
    expect((await host.history.changes(queued?.id ?? '')).items).toEqual([]);
  });
});
