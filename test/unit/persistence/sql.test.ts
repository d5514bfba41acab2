import { describe, expect, it } from 'vitest';
import {
  arrayLiteral,
  arrayParameter,
  identifier,
  join,
  literal,
  parameter,
  raw,
  sql,
  statement,
  textOf,
} from '../../../src/persistence/database/sql.js';

describe('SQL made by the template', () => {
  it('sends values apart from the text, each once, numbered in the order of the text', () => {
    const named = sql`name = ${parameter("'; drop table x; --")}`;
    const either = join([named, sql`id = ${parameter('7')}::int`, named], ' or ');
    expect(statement(sql`select ${arrayParameter(['a', 'b'])} from t where ${either}`)).toEqual({
      sql: 'select $1::text::text[] from t where name = $2::text or id = $3::text::int or name = $2::text',
      values: ['{"a","b"}', "'; drop table x; --", '7'],
    });
  });

  it('quotes identifiers and constants', () => {
    expect(textOf(sql`select ${literal("it's")} as ${identifier('a "b"')}`)).toBe(`select 'it''s' as "a ""b"""`);
  });

  it('refuses a constant that the settings of the database may read otherwise', () => {
    expect(() => literal('\\')).toThrow('backslash');
  });

  it('refuses the text of SQL with parameters', () => {
    expect(() => textOf(sql`select ${parameter('a')}`)).toThrow('parameters');
    expect(textOf(join([raw('a'), raw('b'), raw('c')]))).toBe('a, b, c');
    expect(textOf(join([]))).toBe('');
  });

  it('writes arrays that hold anything', () => {
    expect(arrayLiteral(['a', '"b"', 'c\\d', 1])).toBe('{"a","\\"b\\"","c\\\\d","1"}');
  });
});
