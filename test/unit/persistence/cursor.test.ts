import { expect, it } from 'vitest';
import { isNumber, isTime, positionOf } from '../../../src/persistence/runs/cursor.js';

const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

it('accepts a time in the format of a cursor', () => {
  expect(positionOf(cursorOf('2026-01-01T00:00:00.000Z'), [isTime])).toEqual(['2026-01-01T00:00:00.000Z']);
});

it.each([
  '+275760-01-01T00:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  '0000-01-01T00:00:00.000Z',
  '2026',
  'Jan 1 2026',
  '2026-02-30T00:00:00.000Z',
  1,
])('refuses %s as a time', (time) => {
  expect(() => positionOf(cursorOf(time), [isTime])).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }));
});

it.each([-1, 1.5, 2 ** 31, Infinity, '1', null])('refuses %s as a number of a row', (number) => {
  expect(() => positionOf(cursorOf(number), [isNumber])).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }));
});
