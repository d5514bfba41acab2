import { expect, it } from 'vitest';
import { describeRefusedRow } from '../../../src/persistence/journal/describe-refused-row.js';

it('describes why the database refused a row, without the value', () => {
  expect(describeRefusedRow({ code: '22P02', message: 'invalid input syntax for type integer: "secret"' })).toEqual({
    reason: 'invalid input syntax for type integer',
  });
  expect(
    describeRefusedRow({
      code: '23505',
      message: 'duplicate key value violates unique constraint "user_mail"',
      constraint: 'user_mail',
    }),
  ).toEqual({ reason: 'duplicate key value violates unique constraint "user_mail"', constraint: 'user_mail' });
  expect(describeRefusedRow({ code: '23502', message: 'null value in column "title"', column: 'title' })).toMatchObject(
    {
      column: 'title',
    },
  );
  expect(describeRefusedRow(undefined)).toEqual({ reason: 'unknown' });
});

it('shortens the reason and replaces characters that JSON columns cannot store', () => {
  expect(describeRefusedRow({ code: 'P0001', message: 'x'.repeat(1000) })['reason']).toHaveLength(300);
  expect(describeRefusedRow({ code: 'P0001', message: 'a\0b\uD800' })['reason']).toBe('a\uFFFDb\uFFFD');
});
