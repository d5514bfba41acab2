import { expect, it } from 'vitest';
import { describeRefusedRow, refusedValue } from '../../../src/persistence/journal/describe-refused-row.js';

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

it.each([
  ['22P02', { message: 'invalid input syntax for type integer: "12 b"' }, '12 b'],
  ['22001', { message: 'value too long for type character varying(5)' }, null],
  ['23505', { message: 'duplicate', detail: 'Key (email)=(ada@example.org) already exists.' }, 'ada@example.org'],
  ['23505', { message: 'doppelt', detail: 'Schlüssel »(lower(email))=(a (b))« existiert bereits.' }, 'a (b)'],
  ['23505', { message: 'duplicate', detail: `Key (email)=(${'x'.repeat(1000)}) already exists.` }, 'x'.repeat(201)],
  ['23514', { message: 'check', detail: 'Failing row contains (1, ada, secret).' }, null],
  ['P0001', { message: 'refused by a trigger' }, null],
])('names the value that an error %s is about', (code, error, value) => {
  expect(refusedValue({ code, ...error })).toBe(value);
});

it('names no value without an error of the database', () => {
  expect(refusedValue(undefined)).toBeNull();
});
