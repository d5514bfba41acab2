import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MatchingField } from '../../../src/contract/matching.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const TARGETS = ['userName', 'firstName', 'email', 'principalName', 'employeeNumber'] as const;

describe.each(KINDS)('nobody becomes a second user in silence, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  async function insertUser(userName: string, employeeNumber: string, principalName = '') {
    const [row] = await host.sql<{ id: string }>(
      `insert into identity_user (user_name, employee_number, principal_name, state, created_at, updated_at)
       values ($1, nullif($2, ''), nullif($3, ''), 'active', now(), now()) returning id::text`,
      [userName, employeeNumber, principalName],
    );
    return row?.id ?? '';
  }

  async function outcome(entries: readonly DirectoryUser[], matching?: readonly MatchingField[]) {
    const { id, counts } = await synchronize(host, entries, { targets: TARGETS, matching });
    const { items: changes } = await host.history.changes(id);
    const { items: problems } = await host.history.problems(id);
    const whole = problems.filter(({ isPartial }) => !isPartial);
    return { counts, changes, problems: whole.map(({ dn, code, params, value }) => ({ dn, code, params, value })) };
  }

  describe('when an entry is created anew', () => {
    const rules: readonly MatchingField[] = ['employeeNumber', 'userName'];
    let id: string;
    beforeEach(async () => {
      const { changes } = await outcome([anEntry('ada', { employeeNumber: '7' })], rules);
      id = changes[0]?.userId ?? '';
    });

    it('names the user who has the number, and the entry of the link', async () => {
      const { changes, problems } = await outcome([anEntry('adal', { employeeNumber: '7' })], rules);
      expect(changes).toEqual([]);
      const params = { field: 'employeeNumber', user: 'ada', userId: id, other: 'uid=ada,dc=example' };
      expect(problems).toMatchObject([{ code: 'USER_OF_OTHER_ENTRY', params, value: '7' }]);
    });

    it('does not take over another user by a later rule', async () => {
      await insertUser('adal', '');
      const { changes, problems } = await outcome([anEntry('adal', { employeeNumber: '7' })], rules);
      expect(changes).toEqual([]);
      expect(problems).toMatchObject([{ code: 'NAME_TAKEN', params: { user: 'adal' } }]);
    });

    it('creates the next one who gets a number that this run takes from its bearer', async () => {
      const entries = [anEntry('ada', { employeeNumber: '8' }), anEntry('adal', { employeeNumber: '7' })];
      const { counts, problems } = await outcome(entries, rules);
      expect(problems).toEqual([]);
      expect(counts).toMatchObject({ created: 1, updated: 1 });
    });

    it('does not call a number given up that its bearer keeps, because the new one is not valid', async () => {
      const bearer = anEntry('ada', { employeeNumber: null });
      const skipped = [{ code: 'VALUE_INVALID', params: { field: 'employeeNumber' } }] as const;
      const { problems } = await outcome(
        [{ ...bearer, kept: ['employeeNumber'], skipped }, anEntry('adal', { employeeNumber: '7' })],
        rules,
      );
      expect(problems).toMatchObject([{ code: 'USER_OF_OTHER_ENTRY', params: { user: 'ada' } }]);
    });
  });

  describe('when two linked people claim what tells people apart', () => {
    const person = (id: string, employeeNumber: string | null, email: string | null = null, firstName: string = id) =>
      anEntry(id, { employeeNumber, email, firstName });
    const values = () =>
      host.sql('select employee_number as number, email, first_name from identity_user order by user_name');

    /** The partial problems of a run. */
    async function left(...entries: DirectoryUser[]) {
      const { id, counts } = await synchronize(host, entries, { targets: TARGETS, matching: ['email', 'userName'] });
      const { items } = await host.history.problems(id);
      return { counts, problems: items.map(({ dn, code, params, value }) => ({ dn, code, params, value })) };
    }

    it('the one who has it keeps it, the other gets the rest and a problem that names both, in each run', async () => {
      await left(person('ada', 'e1', 'ada@x.test'), person('eve', '2', 'eve@x.test'));
      for (const updated of [1, undefined]) {
        const entries = [person('ada', 'e1', 'ada@x.test'), person('eve', 'E1', 'ADA@x.test', 'Eve')];
        const { counts, problems } = await left(...entries);
        const other = { user: 'uid=ada,dc=example', other: 'uid=ada,dc=example' };
        const problem = { dn: 'uid=eve,dc=example', code: 'UNIQUE_VALUE_TAKEN' };
        expect(problems).toMatchObject([
          { ...problem, params: { field: 'email', ...other }, value: 'ADA@x.test' },
          { ...problem, params: { field: 'employeeNumber', ...other }, value: 'E1' },
        ]);
        expect(counts).toMatchObject({ problems: 0, incomplete: 1, ...(updated && { updated }) });
      }
      expect(await values()).toEqual([
        { number: 'e1', email: 'ada@x.test', first_name: 'ada' },
        { number: '2', email: 'eve@x.test', first_name: 'Eve' },
      ]);
    });

    it('keeps it with a former person who is no longer read', async () => {
      await left(person('ada', '1'), person('eve', '2'));
      const { problems } = await left(person('eve', '1'));
      expect(problems).toMatchObject([{ code: 'UNIQUE_VALUE_TAKEN', params: { user: 'ada' }, value: '1' }]);
    });

    it('exchanges it, and says nothing of doubles that were there before', async () => {
      await left(person('ada', '1'), person('eve', '2'));
      expect(await left(person('ada', '2'), person('eve', '1'))).toMatchObject({
        counts: { updated: 2 },
        problems: [],
      });
      await host.sql(`update identity_user set employee_number = '1'`);
      const doubled = await left(person('ada', '1', null, 'Ada'), person('eve', '1', null, 'Eve'));
      expect(doubled).toMatchObject({ counts: { updated: 2, incomplete: 0 }, problems: [] });
    });

    it('creates nobody with what a person cannot give up, as the new value is not free', async () => {
      await left(person('ada', '1'), person('eve', '2'));
      const { counts, problems } = await left(person('ada', '2'), person('eve', '2'), person('joan', '1'));
      expect(counts).toMatchObject({ unchanged: 2, problems: 1, incomplete: 1 });
      expect(problems).toMatchObject([
        { dn: 'uid=ada,dc=example', params: { user: 'uid=eve,dc=example' } },
        { dn: 'uid=joan,dc=example', code: 'UNIQUE_VALUE_TAKEN', params: { field: 'employeeNumber', user: 'ada' } },
      ]);
    });
  });

  it.each([[['userName']], [['employeeNumber', 'userName']]] as const)(
    'names both of two new entries with one number, by the rules %s',
    async (rules) => {
      const { changes, problems } = await outcome(
        [anEntry('ada', { employeeNumber: 'e7' }), anEntry('adal', { employeeNumber: 'E7' }), anEntry('eve')],
        rules,
      );
      expect(changes).toMatchObject([{ kind: 'create', after: { userName: 'eve' } }]);
      expect(problems).toMatchObject([
        {
          code: 'IDENTITY_TWICE_IN_DIRECTORY',
          params: { field: 'employeeNumber', other: 'uid=adal,dc=example' },
          value: 'e7',
        },
        { code: 'IDENTITY_TWICE_IN_DIRECTORY', params: { field: 'employeeNumber', other: 'uid=ada,dc=example' } },
      ]);
    },
  );

  it('creates nobody beside a user whom a rule finds after one whose value is not valid', async () => {
    const id = await insertUser('old', '7');
    const skipped = [{ code: 'VALUE_INVALID', params: { field: 'principalName' }, value: 'a@@b' }] as const;
    const entry = { ...anEntry('ada', { employeeNumber: '7', principalName: null }), kept: ['principalName'], skipped };
    const { changes, problems } = await outcome([entry as DirectoryUser], ['principalName', 'employeeNumber']);
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([
      { code: 'IDENTITY_NOT_VALID', params: { field: 'principalName', user: 'old', userId: id } },
    ]);
  });

  it('creates nobody beside a user with the same number whom no rule finds', async () => {
    const id = await insertUser('akowal', '1');
    const { changes, problems } = await outcome(
      [anEntry('akowal', { employeeNumber: '2' }), anEntry('akowal2', { employeeNumber: '1' })],
      ['userName'],
    );
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([
      { code: 'CANDIDATE_CONTRADICTS' },
      { code: 'IDENTITY_TAKEN', params: { field: 'employeeNumber', user: 'akowal', userId: id }, value: '1' },
    ]);
  });

  it('matches who agrees in all that identifies, although an entry that contradicts claims the same user', async () => {
    const id = await insertUser('smith', '1', 'p1');
    const { changes, problems } = await outcome([
      anEntry('smith2', { principalName: 'p1', employeeNumber: '1' }),
      anEntry('smith', { principalName: 'p9', employeeNumber: '2' }),
    ]);
    expect(changes).toMatchObject([{ userId: id, matchedBy: 'principalName' }]);
    expect(problems).toMatchObject([{ dn: 'uid=smith,dc=example', code: 'CANDIDATE_CONTRADICTS' }]);
  });
});
