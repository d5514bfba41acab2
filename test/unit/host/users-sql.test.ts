import 'reflect-metadata';

import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { describe, expect, it } from 'vitest';

import { searchPatterns } from '../../../src/host/operator/users/search-patterns.js';
import { UsersQueryDto } from '../../../src/host/operator/users/user.dto.js';
import { usersPage, usersTotal } from '../../../src/host/operator/users/users-sql.js';

const BY_NAME = { sort: 'name', order: 'asc' } as const;
const BY_EMAIL = { sort: 'email', order: 'desc' } as const;
const AFTER = { isEmpty: false, value: 'ada', id: '00000000-0000-4000-8000-000000000001' };

const matches = (query: string, text: string) =>
  searchPatterns(query).every((pattern) => new RegExp(pattern, 'iu').test(text));

describe('the patterns of a search', () => {
  it.each([
    ['', 'Ada Lovelace'],
    ['ada  lovelace ada', 'Ada Lovelace'],
    ['love ADA', 'Ada Lovelace'],
    ['Öberg', 'OBERG'],
    ['oberg', 'Åsa ÖBERG'],
    ['Jose\u0301', 'José'],
    ['José', 'Jose\u0301'],
    ['jose', 'Jose\u0301 Núñez'],
    ['Łukasz', 'lukasz'],
    ['lukasz', 'ŁUKASZ'],
    ['김', '김민수'],
    ['100%_', 'at 100%_'],
    ['a.b*(c)[d]{2}^$|?+\\', 'a.b*(c)[d]{2}^$|?+\\'],
  ])('"%s" are found in "%s"', (query, text) => expect(matches(query, text)).toBe(true));

  it.each([
    ['adal', 'Ada Lovelace'],
    ['ada x', 'Ada Lovelace'],
    ['a.b', 'axb'],
    ['.', 'axb'],
    ['김', '기'],
  ])('"%s" are not found in "%s"', (query, text) => expect(matches(query, text)).toBe(false));
});

describe('the words of a search', () => {
  const codesOf = (query: string) =>
    validateSync(plainToInstance(UsersQueryDto, { query })).map(({ constraints }) => Object.keys(constraints ?? {}));
  const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(' ');

  it('are limited, because a connection keeps few compiled patterns', () => {
    expect(codesOf(words(20))).toEqual([]);
    expect(codesOf(`${words(20)} w0 w1`)).toEqual([]);
    expect(codesOf(words(21))).toEqual([['maxWords']]);
  });
});

describe('the statements for the list of users', () => {
  it('have no conditions without a filter', () => {
    expect(usersTotal({})).toEqual({ sql: 'select count(*)::int as total from identity_user u', parameters: [] });
    expect(usersPage({}, BY_NAME, 51).sql).not.toContain('where');
  });

  it('require each word, and the state', () => {
    const { sql, parameters } = usersTotal({ query: '17 김', state: 'active' });
    expect(sql).toMatch(/ where concat_ws\(.*\) ~\* all \(array\[\?, \?\]\) and u\.state = \?$/);
    expect(parameters).toEqual(['17', '김', 'active']);
  });

  it('never contain what was typed', () => {
    const { sql } = usersPage({ query: "x'; drop", state: "y'" }, BY_EMAIL, 51, AFTER);
    for (const typed of ["x'", 'drop', "y'", 'ada', AFTER.id]) expect(sql).not.toContain(typed);
  });

  it('continue after the last row', () => {
    const { sql, parameters } = usersPage({}, BY_NAME, 51, AFTER);
    expect(sql).toMatch(/where \(case when .* end, u\.id\) > \(\?, \?::uuid\) order by/);
    expect(parameters).toEqual(['ada', AFTER.id, 51]);
  });

  it('have rows without a value last in both orders', () => {
    const { sql, parameters } = usersPage({}, BY_EMAIL, 51, AFTER);
    expect(sql).toMatch(/order by \(coalesce\(u\.email, ''\) = ''\) asc, .* desc, u\.id desc limit \?$/);
    expect(parameters).toEqual([false, false, 'ada', AFTER.id, 51]);
  });
});
