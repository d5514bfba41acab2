import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openRun,
  openTestHost,
  plan,
  synchronize,
  TARGETS,
  type TestHost,
} from './support/test-host.js';

const people = (count: number, more: (index: number) => DirectoryUser['fields'] = () => ({})) =>
  Array.from({ length: count }, (_, index) => anEntry(`person${index}`, more(index)));

describe.each(KINDS)('applying a plan on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  const names = async () =>
    (await host.sql<{ user_name: string }>('select user_name from identity_user order by user_name')).map(
      (row) => row.user_name,
    );
  const problemsOf = async (runId: string) => (await host.history.problems(runId)).items;

  it('commits after as many changes as suit the database, unless the host sets a number', async () => {
    const run = await openRun(host);
    await plan(host, run, people(2001));
    const progress: number[] = [];
    for await (const applied of host.applier.apply(run, undefined, new AbortController().signal))
      progress.push(applied);

    // The last number is reported again after the deferred changes.
    expect(progress).toEqual(kind === 'PGlite' ? [500, 1000, 1500, 2000, 2001, 2001] : [2000, 2001, 2001]);
    await host.runs.complete(run);
  });

  it('records one problem for a bad row among a thousand and writes the other rows', async () => {
    await host.sql(`alter table identity_user add constraint no_bad_title check (title <> 'bad')`);
    const run = await synchronize(
      host,
      people(1000, (index) => ({ title: index === 700 ? 'bad' : 'fine' })),
      { chunkSize: 1000 },
    );

    expect(run).toMatchObject({ status: 'succeeded-with-problems', counts: { read: 1000, created: 999, problems: 1 } });
    expect(await problemsOf(run.id)).toMatchObject([
      { dn: 'uid=person700,dc=example', code: 'WRITE_REFUSED', params: { constraint: 'no_bad_title' } },
    ]);
    expect(await host.sql(`select count(*)::int as links from directory_link`)).toEqual([{ links: 999 }]);
    await host.sql('alter table identity_user drop constraint no_bad_title');
  });

  it('records a problem for a user that a trigger refuses', async () => {
    await host.sql(`create function no_eve() returns trigger language plpgsql as $$
      begin if new.user_name = 'eve' then raise exception 'eve is not welcome'; end if; return new; end $$`);
    await host.sql('create trigger no_eve before insert on identity_user for each row execute function no_eve()');
    const run = await synchronize(host, [anEntry('ada'), anEntry('eve'), anEntry('grace')]);

    expect(await names()).toEqual(['ada', 'grace']);
    expect(await problemsOf(run.id)).toMatchObject([
      { code: 'WRITE_REFUSED', params: { reason: 'eve is not welcome' } },
    ]);
    await host.sql('drop function no_eve cascade');
  });

  it('refuses a value that is too long for its column instead of truncating it', async () => {
    const run = await synchronize(host, [anEntry('ada'), anEntry('long', { firstName: 'x'.repeat(101) })]);
    expect(await names()).toEqual(['ada']);
    expect(run.counts).toMatchObject({ created: 1, problems: 1 });
  });

  it('does not write a user that was changed between plan and apply', async () => {
    await synchronize(host, [anEntry('ada', { title: 'one' }), anEntry('grace', { title: 'one' })]);
    const run = await synchronize(host, [anEntry('ada', { title: 'two' }), anEntry('grace', { title: 'two' })], {
      beforeApply: async () =>
        void (await host.sql(`update identity_user set title = 'by hand' where user_name = 'ada'`)),
    });

    expect(run.counts).toMatchObject({ read: 2, updated: 1, problems: 1 });
    expect(await problemsOf(run.id)).toMatchObject([{ dn: 'uid=ada,dc=example', code: 'CHANGED_MEANWHILE' }]);
    expect(await host.sql('select title from identity_user order by user_name')).toEqual([
      { title: 'by hand' },
      { title: 'two' },
    ]);
  });

  it('keeps a value that was changed between plan and apply in a column that the plan does not write', async () => {
    await synchronize(host, [anEntry('ada', { title: 'one' })]);
    await synchronize(host, [anEntry('ada', { title: 'two' })], {
      beforeApply: async () => void (await host.sql(`update identity_user set comment = 'by hand'`)),
    });
    expect(await host.sql('select title, comment from identity_user')).toEqual([{ title: 'two', comment: 'by hand' }]);
  });

  it('does not write a user that became protected or was deleted between plan and apply', async () => {
    await synchronize(host, [anEntry('ada'), anEntry('grace'), anEntry('joan')]);
    const renamed = ['ada', 'grace', 'joan'].map((id) => anEntry(id, { title: 'new' }));
    const run = await synchronize(host, renamed, {
      beforeApply: async () => {
        await host.sql(`update identity_user set role = 'administrator' where user_name = 'ada'`);
        await host.sql(`delete from identity_user where user_name = 'grace'`);
      },
    });
    expect(run.counts).toMatchObject({ updated: 1, problems: 2 });
    expect(await host.sql('select user_name, title from identity_user order by user_name')).toEqual([
      { user_name: 'ada', title: null },
      { user_name: 'joan', title: 'new' },
    ]);
  });

  it('applies a chain of renames and an exchange of two names within one run', async () => {
    await synchronize(
      host,
      ['a', 'b', 'c', 'x', 'y', 'z'].map((id) => anEntry(id)),
    );
    const renamed = Object.entries({ a: 'b', b: 'c', c: 'd', x: 'y', y: 'x' }).map(([id, userName]) =>
      anEntry(id, { userName }),
    );
    const run = await synchronize(host, [...renamed, anEntry('z'), anEntry('new', { userName: 'a' })], {
      chunkSize: 2,
    });

    expect(run).toMatchObject({ status: 'succeeded', counts: { updated: 5, created: 1, unchanged: 1, problems: 0 } });
    const rows = await host.sql(
      'select l.stable_id as id, u.user_name as name from directory_link l join identity_user u on u.id::text = l.user_id order by 1',
    );
    expect(rows.map(({ id, name }) => `${String(id)}=${String(name)}`).join(' ')).toBe('a=b b=c c=d new=a x=y y=x z=z');
  });

  it('restores the names when an exchange fails', async () => {
    await synchronize(
      host,
      ['x', 'y'].map((id) => anEntry(id)),
    );
    await host.sql(`alter table identity_user add constraint not_here check (title <> 'no')`);
    const run = await synchronize(host, [
      anEntry('x', { userName: 'y', title: 'no' }),
      anEntry('y', { userName: 'x' }),
    ]);

    expect(run.counts).toMatchObject({ read: 2, problems: 2 });
    expect(await names()).toEqual(['x', 'y']);
    await host.sql('alter table identity_user drop constraint not_here');
  });

  it('merges the mapped attributes into the existing ones', async () => {
    const targets = [...TARGETS, 'attributes.badge', 'attributes.floor'] as const;
    const ada = (attributes: Record<string, string>) => [anEntry('ada', {}, { attributes })];
    await synchronize(host, ada({ badge: '1', floor: '2' }), { targets });
    await host.sql(`update identity_user set attributes = attributes || '{"own": [1]}'`);
    const run = await synchronize(host, ada({ badge: '7' }), { targets });

    expect(await host.sql('select attributes::text from identity_user')).toEqual([
      { attributes: '{"own": [1], "badge": "7"}' },
    ]);
    const { items } = await host.history.changes(run.id);
    expect(items[0]).toMatchObject({
      before: { attributes: { badge: '1', floor: '2' } },
      after: { attributes: { badge: '7', floor: null } },
    });
    expect((await synchronize(host, ada({ badge: '7' }), { targets })).counts).toMatchObject({ unchanged: 1 });
  });

  it('neither compares nor writes fields that are not mapped', async () => {
    await synchronize(host, [anEntry('ada', { title: 'one', email: 'ada@example.org' })]);
    await host.sql(`update identity_user set title = 'by hand', comment = 'mine'`);
    const run = await synchronize(host, [anEntry('ada', { email: 'ada@example.org' })], {
      targets: ['userName', 'email'],
    });
    expect(run.counts).toMatchObject({ unchanged: 1 });
    expect(await host.sql('select title, comment from identity_user')).toEqual([{ title: 'by hand', comment: 'mine' }]);
  });

  it('stops between two chunks when aborted; the next run completes the rest', async () => {
    const everyone = people(10);
    const run = await openRun(host);
    await plan(host, run, everyone);
    const stop = new AbortController();
    for await (const applied of host.applier.apply(run, 4, stop.signal)) if (applied === 4) stop.abort();
    const ended = await host.runs.abort(run, { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });

    expect(ended).toMatchObject({
      status: 'failed',
      counts: { read: 10, created: 4 },
      reason: { code: 'RUN_INTERRUPTED' },
    });
    expect(await names()).toHaveLength(4);
    expect((await synchronize(host, everyone)).counts).toMatchObject({ created: 6, unchanged: 4 });
    expect(await names()).toHaveLength(10);
  });

  it('writes no user, link or change row when nothing changed', async () => {
    const everyone = people(50, (index) => ({ email: `${index}@example.org` }));
    await synchronize(host, everyone);
    const rows = async () =>
      host.sql(`select 'u' || xmin::text || ctid::text as row from identity_user union all select xmin::text || ctid::text from directory_link
        union all select 'c' || xmin::text || ctid::text from batch_change order by 1`);
    const before = await rows();
    const run = await synchronize(host, everyone);

    expect(run.counts).toMatchObject({ read: 50, created: 0, updated: 0, activated: 0, unchanged: 50, problems: 0 });
    expect(await rows()).toEqual(before);
  });

  it('records a problem for text that PostgreSQL cannot store', async () => {
    const run = await synchronize(
      host,
      [
        anEntry('nul', { title: 'a\0b' }),
        anEntry('half', { title: 'a\uD800b' }, { dn: 'cn=\uD800\0' }),
        anEntry('ok', { title: '\\.' }),
      ],
      {
        problems: [
          {
            dn: 'cn=x\0',
            stableId: null,
            code: 'VALUE_INVALID',
            params: { attribute: 'cn\0\uD800', field: 'userName' },
          },
        ],
      },
    );
    expect(run.counts).toMatchObject({ read: 4, created: 1, problems: 3 });
    expect(await host.sql(`select title from identity_user where user_name = 'ok'`)).toEqual([{ title: '\\.' }]);
  });

  it('replaces the link of a deleted user', async () => {
    await synchronize(host, [anEntry('ada')]);
    await host.sql('delete from identity_user');
    const run = await openRun(host, 'apply', JOB, 'uid=ada,dc=example');
    await plan(host, run, [anEntry('ada')]);
    await applyAll(host, run);
    expect((await host.runs.complete(run)).counts).toMatchObject({ created: 1 });
    expect(
      await host.sql('select 1 from directory_link l join identity_user u on u.id::text = l.user_id'),
    ).toHaveLength(1);
  });

  it('stores a plan without writing a user', async () => {
    const run = await synchronize(host, people(3), { mode: 'plan' });
    expect(run).toMatchObject({ status: 'planned', counts: { read: 3, created: 3 } });
    expect(await names()).toEqual([]);
    expect((await host.history.changes(run.id)).items.map(({ state }) => state)).toEqual([
      'planned',
      'planned',
      'planned',
    ]);
  });
});
