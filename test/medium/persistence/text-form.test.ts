import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';

import { textForm } from '../../../src/mapping/conversions/text-form.js';
import { parameter, sql, statement } from '../../../src/persistence/database/sql.js';
import { textFormSql } from '../../../src/persistence/users/text-form.js';
import { randomCases } from '../../support/random-cases.js';
import { empty } from './support/host-state.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

describe.each(KINDS)('the form of texts, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const someone = (userName: string) =>
    host.sql(
      `insert into identity_user (user_name, state, created_at, updated_at) values ($1::text, 'active', now(), now())`,
      [userName],
    );
  const userNames = async () =>
    (await host.sql<{ name: string }>('select user_name as name from identity_user order by 1')).map(
      ({ name }) => name,
    );

  it('is the same in the database as in the mapping', async () => {
    const parts = fc.constantFrom(
      'a',
      'Z',
      '~',
      'é',
      'e\u0301',
      ' ',
      '  ',
      '\u00A0',
      '\u2003',
      '\u3000',
      '\t',
      '\r\n',
      '\u2028',
      '\uFEFF',
      '\u200B',
      '😀',
      '\u1100\u1161',
      '\\',
      "'",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(parts), async (array) => {
        const text = array.join('');
        const { sql: select, values } = statement(sql`select ${textFormSql(sql`${parameter(text)}`)} as form`);
        const [row] = await host.persistence.database.query<{ form: string }>(select, values);
        expect(row?.form).toBe(textForm(text));
      }),
      randomCases({ runs: 100 }),
    );
  });

  it.each([
    ['a blank at the end', 'tblank '],
    ['a no-break space at the end', 'TBlank\u00A0'],
  ])('an existing user with %s is the person, and gets the form once', async (_, stored) => {
    await someone(stored);
    expect((await synchronize(host, [anEntry('tblank')])).counts).toMatchObject({ created: 0, updated: 1 });
    expect(await userNames()).toEqual(['tblank']);
    expect((await synchronize(host, [anEntry('tblank')])).counts).toMatchObject({ updated: 0, unchanged: 1 });
  });

  it('an existing user whose name is decomposed is the person', async () => {
    await someone('jose\u0301');
    expect((await synchronize(host, [anEntry('josé')])).counts).toMatchObject({ created: 0, updated: 1 });
    expect(await userNames()).toEqual(['josé']);
  });

  it('a name in another form is taken', async () => {
    await synchronize(host, [anEntry('a'), anEntry('b')]);
    await host.sql(`update identity_user set user_name = 'Jose' || U&'\\0301' || ' ' where user_name = 'b'`);
    const { counts, id } = await synchronize(host, [anEntry('a', { userName: 'josé' })]);
    expect(counts).toMatchObject({ unchanged: 1, problems: 0, incomplete: 1 });
    expect((await host.history.problems(id)).items).toMatchObject([{ code: 'NAME_TAKEN' }]);
  });

  it('a change of the form alone does not give someone the name of another one', async () => {
    await synchronize(host, [anEntry('a'), anEntry('b')]);
    await host.sql(`update identity_user set user_name = 'same ' where user_name = 'a'`);
    await host.sql(`update identity_user set user_name = 'same' where user_name = 'b'`);
    const { counts } = await synchronize(host, [anEntry('a', { userName: 'same' })]);
    expect(counts).toMatchObject({ unchanged: 1, problems: 0, incomplete: 1 });
    expect(await userNames()).toEqual(['same', 'same ']);
  });
});
