import { describe, expect, it } from 'vitest';

import { searchWords } from '../../../src/host/operator/users/search-words.js';
import { usersPage, usersTotal } from '../../../src/host/operator/users/users-sql.js';

const BY_NAME = { sort: 'name', order: 'asc' } as const;
const BY_EMAIL = { sort: 'email', order: 'desc' } as const;
const AFTER = { isEmpty: false, value: 'ada', id: '00000000-0000-4000-8000-000000000001' };

describe('the words of a search', () => {
  it.each([
    ['', []],
    ['  ', []],
    ['ada  lovelace ada', [['ada'], ['lovelace']]],
    ['Öberg', [['Oberg', 'Öberg']]],
    ['Jose\u0301', [['Jose', 'Jose\u0301']]],
    ['Łukasz', [['lukasz', 'Łukasz']]],
    ['\u0301', [['\u0301']]],
    ['김', [['\u1100\u1175\u11b7', '김']]],
  ])('in "%s"', (query, words) => expect(searchWords(query)).toEqual(words));
});

describe('the statements for the list of users', () => {
  it('have no conditions without a filter', () => {
    expect(usersTotal({})).toEqual({ sql: 'select count(*)::int as total from identity_user u', parameters: [] });
    expect(usersPage({}, BY_NAME, 51)).toEqual({
      sql: 'select u.id, u.sort_name as value, false as "isEmpty" from identity_user u order by u.sort_name asc, u.id asc limit ?',
      parameters: [51],
    });
  });

  it('require each word, and take signs of patterns literally', () => {
    expect(usersTotal({ query: '100%_ \\ö', state: 'active' })).toEqual({
      sql:
        'select count(*)::int as total from identity_user u where (u.search_text like lower(?)) and ' +
        '(u.search_text like lower(?) or u.search_text like lower(?)) and u.state = ?',
      parameters: [String.raw`%100\%\_%`, String.raw`%\\o%`, String.raw`%\\ö%`, 'active'],
    });
  });

  it('never contain what was typed', () => {
    const { sql } = usersPage({ query: "x'; drop", state: "y'" }, BY_EMAIL, 51, AFTER);
    for (const typed of ["x'", 'drop', "y'", 'ada', AFTER.id]) expect(sql).not.toContain(typed);
  });

  it('continue after the last row with a comparison that an index supports', () => {
    const { sql, parameters } = usersPage({}, BY_NAME, 51, AFTER);
    expect(sql).toContain('where (u.sort_name, u.id) > (?, ?::uuid) order by');
    expect(parameters).toEqual(['ada', AFTER.id, 51]);
  });

  it('have rows without a value last in both orders', () => {
    const { sql, parameters } = usersPage({}, BY_EMAIL, 51, AFTER);
    expect(sql).toMatch(/order by \(coalesce\(u\.email, ''\) = ''\) asc, .* desc, u\.id desc limit \?$/);
    expect(parameters).toEqual([false, false, 'ada', AFTER.id, 51]);
  });
});
