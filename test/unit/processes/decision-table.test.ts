import { expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../../src/contract/error-codes.js';
import { DECISION_TABLE, OTHERWISE } from '../../../src/processes/decision-table.js';

const outcomes = DECISION_TABLE.map(({ then }) => then);

it('decides by each fact once', () => {
  expect(new Set(DECISION_TABLE.map(({ when }) => when)).size).toBe(DECISION_TABLE.length);
  expect(new Set(outcomes).size).toBe(outcomes.length);
});

it('lets no change happen before every problem was looked for', () => {
  const lastProblem = outcomes.findLastIndex((outcome) => outcome === outcome.toUpperCase());
  const firstChange = outcomes.findIndex((outcome) => ['create', 'activate', 'update'].includes(outcome));
  expect(lastProblem).toBeLessThan(firstChange);
});

it('asks who an entry is before it asks what stands in its way', () => {
  const order = ['STABLE_ID_TWICE', 'CANDIDATES_AMBIGUOUS', 'USER_PROTECTED', 'NAME_TAKEN', 'UNIQUE_VALUE_TAKEN'];
  const positions = order.map((outcome) => outcomes.findIndex((each) => each === outcome));
  expect(positions).toEqual(positions.toSorted((one, other) => one - other));
  expect(positions).not.toContain(-1);
});

it('knows every problem that a plan finds, and leaves alone whoever is right already', () => {
  const elsewhere = new Set<string>([
    'STABLE_ID_MISSING',
    'VALUE_MISSING',
    'VALUE_UNREADABLE',
    'VALUE_INVALID',
    'VALUE_TOO_LONG',
    'WRITE_REFUSED',
    'CHANGED_MEANWHILE',
  ]);
  expect(PROBLEM_CODES.filter((code) => !elsewhere.has(code)).every((code) => outcomes.includes(code))).toBe(true);
  expect(OTHERWISE).toBe('unchanged');
});
