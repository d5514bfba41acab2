import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MatchingField } from '../../../src/contract/matching.js';
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
  type TestHost,
} from './support/test-host.js';

const TARGETS = ['userName', 'firstName', 'email', 'title', 'principalName', 'employeeNumber'] as const;

describe.each(KINDS)('how entries find their users, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  interface Row {
    readonly userName: string;
    readonly firstName?: string;
    readonly email?: string;
    readonly principalName?: string;
    readonly employeeNumber?: string;
    readonly state?: string;
  }

  async function insertUser({ userName, state = 'active', ...fields }: Row): Promise<string> {
    const [row] = await host.sql<{ id: string }>(
      `insert into identity_user (user_name, first_name, email, principal_name, employee_number, state, created_at, updated_at)
       select $1, r ->> 'firstName', r ->> 'email', r ->> 'principalName', r ->> 'employeeNumber', $2::text::user_state, now(), now()
       from (select $3::text::jsonb as r) f returning id::text`,
      [userName, state, JSON.stringify(fields)],
    );
    return row?.id ?? '';
  }

  async function outcome(
    entries: readonly DirectoryUser[],
    matching?: readonly MatchingField[],
    matchingOtherPools = false,
  ) {
    const { id, counts } = await synchronize(host, entries, { targets: TARGETS, matching, matchingOtherPools });
    const { items: changes } = await host.history.changes(id);
    const { items: problems } = await host.history.problems(id);
    return {
      counts,
      changes,
      problems: problems.map(({ dn: _dn, runId: _run, id: _id, isPartial: _p, ...rest }) => rest),
    };
  }

  it('uses the rules in the order of the administrator', async () => {
    const byMail = await insertUser({ userName: 'old', email: 'ADA@example.org' });
    const byName = await insertUser({ userName: 'ada', email: 'other@example.org' });
    const entry = anEntry('ada', { email: 'ada@example.org' });
    const { changes } = await outcome([anEntry('ada', { email: null })], ['email', 'userName']);
    expect(changes).toMatchObject([{ userId: byName, matchedBy: 'userName' }]);

    await host.sql('truncate directory_link, batch_run, batch_change, batch_chunk, batch_problem');
    await host.sql(`update identity_user set user_name = 'x' where id = $1::text::uuid`, [byName]);
    expect((await outcome([entry], ['email', 'userName'])).changes).toMatchObject([
      { userId: byMail, matchedBy: 'email' },
    ]);
  });

  it('finds users by their employee numbers when a rule says so', async () => {
    const id = await insertUser({ userName: 'married', employeeNumber: 'E-1' });
    const { changes } = await outcome([anEntry('ada', { employeeNumber: 'e-1' })], ['employeeNumber', 'userName']);
    expect(changes).toMatchObject([{ userId: id, matchedBy: 'employeeNumber', after: { userName: 'ada' } }]);
  });

  it('takes over nobody without rules: a name of the same person is taken', async () => {
    await insertUser({ userName: 'ada' });
    const { changes, problems } = await outcome([anEntry('ada'), anEntry('eve')], []);
    expect(changes).toMatchObject([{ kind: 'create', after: { userName: 'eve' } }]);
    expect(problems).toMatchObject([{ code: 'NAME_TAKEN' }]);
  });

  it('does not make a former colleague the bearer of the same name with another number', async () => {
    const id = await insertUser({ userName: 'akowal', firstName: 'Adam', employeeNumber: '1001', state: 'inactive' });
    const { counts, problems } = await outcome([anEntry('akowal', { firstName: 'Anna', employeeNumber: '2002' })]);
    expect(counts).toMatchObject({ read: 1, problems: 1 });
    expect(problems).toEqual([
      {
        code: 'CANDIDATE_CONTRADICTS',
        params: { field: 'employeeNumber', user: 'akowal', userId: id, userValue: '1001' },
        value: '2002',
      },
    ]);
    expect(await host.sql('select first_name as name, state::text from identity_user')).toEqual([
      { name: 'Adam', state: 'inactive' },
    ]);
  });

  it('does not call a number that is missing, or written otherwise, a contradiction', async () => {
    await insertUser({ userName: 'ada' });
    await insertUser({ userName: 'eve', employeeNumber: 'e5' });
    await insertUser({ userName: 'joan', employeeNumber: '7' });
    await insertUser({ userName: 'mary', employeeNumber: '' });
    const { counts } = await outcome([
      anEntry('ada', { employeeNumber: '1' }),
      anEntry('eve', { employeeNumber: 'E5' }),
      anEntry('joan'),
      anEntry('mary', { employeeNumber: '9' }),
    ]);
    expect(counts).toMatchObject({ updated: 4, problems: 0 });
  });

  it('calls a difference in the field of an earlier rule a contradiction, and none in that of a later one', async () => {
    await insertUser({ userName: 'ada', principalName: 'ada@old.example' });
    const entry = anEntry('ada', { principalName: 'ada@new.example' });
    expect((await outcome([entry])).problems).toMatchObject([
      { code: 'CANDIDATE_CONTRADICTS', params: { field: 'principalName', userValue: 'ada@old.example' } },
    ]);
    const { changes } = await outcome([entry], ['userName', 'principalName']);
    expect(changes).toMatchObject([{ kind: 'update', matchedBy: 'userName' }]);
  });

  it('follows the link whatever the numbers are', async () => {
    await outcome([anEntry('ada', { employeeNumber: '1' })]);
    const { changes } = await outcome([anEntry('ada', { employeeNumber: '2' })]);
    expect(changes).toMatchObject([
      { matchedBy: 'link', before: { employeeNumber: '1' }, after: { employeeNumber: '2' } },
    ]);
  });

  it('names the data pool of a user who is linked in another one', async () => {
    const id = await insertUser({ userName: 'ada' });
    await host.sql(`insert into directory_link values ('plant-2', 's', $1, 'uid=ada,dc=plant', now())`, [id]);
    const { counts, problems } = await outcome([anEntry('ada', { title: 'Chief' })]);
    expect(counts).toMatchObject({ read: 1, problems: 1 });
    expect(problems).toMatchObject([
      { code: 'USER_OF_OTHER_POOL', params: { user: 'ada', userId: id, dataPool: 'plant-2' } },
    ]);
  });

  it('takes over a user of another data pool, who then has a link in each, if the settings say so', async () => {
    const id = await insertUser({ userName: 'ada' });
    await host.sql(`insert into directory_link values ('plant-2', 's', $1, 'uid=ada,dc=plant', now())`, [id]);
    const entry = anEntry('ada', { title: 'Chief' });
    const { counts, changes } = await outcome([entry], undefined, true);
    expect(counts).toMatchObject({ read: 1, updated: 1, problems: 0 });
    expect(changes).toMatchObject([{ userId: id, matchedBy: 'userName', after: { title: 'Chief' } }]);
    expect(await host.sql('select data_pool, stable_id, user_id from directory_link order by data_pool')).toEqual([
      { data_pool: 'main', stable_id: 'ada', user_id: id },
      { data_pool: 'plant-2', stable_id: 's', user_id: id },
    ]);
    expect((await outcome([entry])).counts).toMatchObject({ unchanged: 1 });
  });

  it('takes over nobody of another data pool who is not the only one, or is linked to another entry of this one', async () => {
    const id = await insertUser({ userName: 'ada', email: 'a@x' });
    await host.sql(`insert into directory_link values ('plant-2', 's', $1, 'uid=ada,dc=plant', now())`, [id]);
    await insertUser({ userName: 'ada2', firstName: 'Ada', principalName: 'ADA' });
    const other = await insertUser({ userName: 'x', principalName: 'ada' });
    await host.sql(`insert into directory_link values ('plant-2', 't', $1, 'uid=x,dc=plant', now())`, [other]);
    const entry = anEntry('new', { principalName: 'ada' });
    expect((await outcome([entry], ['principalName'], true)).problems).toMatchObject([
      { code: 'CANDIDATES_AMBIGUOUS' },
    ]);
    await host.sql(`insert into directory_link values ('main', 'own', $1, 'uid=own,dc=x', now())`, [id]);
    const named = anEntry('other', { userName: 'ADA' });
    expect((await outcome([named], ['userName'], true)).problems).toMatchObject([{ code: 'NAME_TAKEN' }]);
  });

  it('prefers a user without a link to one of another data pool', async () => {
    await host.sql(`insert into directory_link values ('plant-2', 's', $1, 'uid=x,dc=plant', now())`, [
      await insertUser({ userName: 'x', principalName: 'ada@corp' }),
    ]);
    const own = await insertUser({ userName: 'ada', principalName: 'ADA@corp' });
    const { changes } = await outcome([anEntry('ada', { principalName: 'ada@corp' })], ['principalName']);
    expect(changes).toMatchObject([{ userId: own, matchedBy: 'principalName' }]);
  });

  describe('when the linked user was deleted by hand', () => {
    beforeEach(async () => {
      await outcome([anEntry('ada'), anEntry('eve')]);
      await host.sql(`delete from identity_user where user_name = 'ada'`);
    });

    it('says so, run after run, and creates nobody', async () => {
      for (const title of ['Chief', 'Boss']) {
        const { counts, problems } = await outcome([anEntry('ada', { title }), anEntry('eve')]);
        expect(counts).toMatchObject({ read: 2, unchanged: 1, problems: 1 });
        expect(problems).toMatchObject([{ code: 'LINKED_USER_DELETED' }]);
      }
      expect(await host.sql('select user_name as name from identity_user')).toEqual([{ name: 'eve' }]);
    });

    it('creates the user again in a run for this person alone', async () => {
      const run = await openRun(host, 'apply', JOB, 'uid=ada,dc=example');
      await plan(host, run, [anEntry('ada')], { targets: TARGETS });
      await applyAll(host, run);
      expect((await host.runs.complete(run)).counts).toMatchObject({ created: 1, problems: 0 });
      expect((await outcome([anEntry('ada'), anEntry('eve')])).counts).toMatchObject({ unchanged: 2, problems: 0 });
    });

    it('takes over a user who was entered in its place', async () => {
      const id = await insertUser({ userName: 'ADA' });
      const { changes } = await outcome([anEntry('ada'), anEntry('eve')]);
      expect(changes).toMatchObject([{ userId: id, matchedBy: 'userName' }]);
    });
  });
});
