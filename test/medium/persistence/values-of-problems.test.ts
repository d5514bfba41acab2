import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Problem } from '../../../src/contract/run-rows.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { SqlPersonHistory } from '../../../src/persistence/journal/sql-person-history.js';
import { revert } from './support/reverting.js';
import { anEntry, JOB, KINDS, openTestHost, type RunOptions, synchronize, type TestHost } from './support/test-host.js';

const LONG = 'x'.repeat(300);

describe.each(KINDS)('a problem has the value that is to blame, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(() =>
    host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem, field_pin'),
  );

  async function problemsOf(entries: readonly DirectoryUser[], options: RunOptions = {}): Promise<readonly string[]> {
    const run = await synchronize(host, entries, options);
    return described((await host.history.problems(run.id)).items);
  }

  const described = (problems: readonly Problem[]) => problems.map(({ code, value }) => `${code} ${value ?? '-'}`);
  const insertUser = (userName: string, email: string) =>
    host.sql(
      `insert into identity_user (user_name, email, state, created_at, updated_at) values ($1::text, $2::text, 'active', now(), now())`,
      [userName, email],
    );

  it('from the mapping, safe to show and shortened', async () => {
    const params = { attribute: 'mail', field: 'email' };
    const rejected = (id: string, value: string | null) =>
      ({ dn: `cn=${id}`, stableId: id, code: 'VALUE_INVALID', params, value }) as const;
    const problems = [
      rejected('a', 'ada@@example.org'),
      rejected('b', String.raw`tab	and \backslash\n`),
      rejected('c', 'a\u202Eb\u200B'),
      rejected('d', LONG.slice(0, 201)),
      rejected('e', null),
    ];
    expect(await problemsOf([], { problems })).toEqual([
      'VALUE_INVALID ada@@example.org',
      String.raw`VALUE_INVALID tab\u0009and \backslash\n`,
      String.raw`VALUE_INVALID a\u202eb\u200b`,
      `VALUE_INVALID ${LONG.slice(0, 200)}…`,
      'VALUE_INVALID -',
    ]);
  });

  it('by which it is found, in any case', async () => {
    const rejected = { stableId: null, code: 'VALUE_INVALID', params: {} } as const;
    const problems = [
      { ...rejected, dn: 'cn=a', value: 'ada@@example.org' },
      { ...rejected, dn: 'cn=b', value: null },
    ];
    const run = await synchronize(host, [], { problems });
    const dns = async (search: string) => (await host.history.problems(run.id, { search })).items.map(({ dn }) => dn);
    expect(await dns('ADA@@')).toEqual(['cn=a']);
    expect(await dns('cn=')).toEqual(['cn=a', 'cn=b']);
    expect(await dns('a%a')).toEqual([]);
  });

  it('from the mapping, also on the page that says why', async () => {
    const rejected = { dn: 'cn=a', stableId: 'a', code: 'VALUE_INVALID', params: {}, value: 'a\nb' } as const;
    await synchronize(host, [], { problems: [rejected] });
    const { database, tables, users } = host.persistence;
    const person = { dns: ['cn=a'], stableIds: [], userIds: [], problemCodes: [] };
    const found = await new SqlPersonHistory(database, tables, users).problems(JOB.name, person);
    expect(described(found)).toEqual([String.raw`VALUE_INVALID a\u000ab`]);
  });

  it('from the plan, as the directory has it', async () => {
    await insertUser('holder', 'taken@example.org');
    await insertUser('Twice', 'one@example.org');
    await insertUser('tWICE', 'two@example.org');
    const entries = [
      anEntry('a', { email: 'taken@example.org' }),
      anEntry('b', { userName: 'Twins' }),
      anEntry('c', { userName: 'tWins' }),
      anEntry('d', { userName: 'twice' }),
      anEntry('same', {}, { dn: 'cn=1' }),
      anEntry('same', { userName: 'other' }, { dn: 'cn=2' }),
    ];
    expect(await problemsOf(entries)).toEqual([
      'UNIQUE_VALUE_TAKEN taken@example.org',
      'NAME_TWICE_IN_DIRECTORY Twins',
      'NAME_TWICE_IN_DIRECTORY tWins',
      'CANDIDATES_AMBIGUOUS twice',
      'STABLE_ID_TWICE -',
      'STABLE_ID_TWICE -',
    ]);
  });

  it('from the plan, shortened', async () => {
    await host.sql('alter table identity_user alter column email type text');
    await insertUser('holder', LONG);
    expect(await problemsOf([anEntry('a', { email: LONG })])).toEqual([`UNIQUE_VALUE_TAKEN ${LONG.slice(0, 200)}…`]);
    expect(await host.sql('select length(value) as length from batch_problem')).toEqual([{ length: 201 }]);
  });

  it('from the database, when it refuses a change', async () => {
    await host.sql(`create unique index one_title on identity_user (lower(title))`);
    const entries = [anEntry('a', { title: 'Engineer' }), anEntry('b', { title: 'ENGINEER' })];
    expect(await problemsOf(entries)).toEqual(['WRITE_REFUSED engineer']);
    await host.sql('drop index one_title');
  });

  it('from a revert: what someone else wrote, what is pinned, and what is taken', async () => {
    const run = (...people: readonly [name: string, email: string, title: string][]) =>
      synchronize(
        host,
        people.map(([id, email, title]) => anEntry(id, { email, title })),
        { targets: ['userName', 'email', 'title'] },
      );
    await run(['a', 'a@one', 'A'], ['b', 'b@one', 'B'], ['c', 'c@one', 'C']);
    const { id } = await run(['a', 'a@two', 'A'], ['b', 'b@two', 'B'], ['c', 'c@two', 'C']);
    await host.sql(`update identity_user set email = 'own@a' where user_name = 'a'`);
    await insertUser('holder', 'b@one');
    await host.sql(`insert into field_pin (user_id, field, reason, pinned_by)
      select id::text, 'email', 'test', 'ada' from identity_user where user_name = 'c'`);

    expect(described((await revert(host, id)).problems)).toEqual([
      'CHANGED_SINCE own@a',
      'UNIQUE_VALUE_TAKEN b@one',
      'FIELD_PINNED c@two',
    ]);
  });
});
