import { expect, it } from 'vitest';

import { CHANGE_KINDS } from '../../../src/contract/change-kinds.js';
import { PROBLEM_CODES } from '../../../src/contract/error-codes.js';
import { OTHERWISE } from '../../../src/processes/process-definition.js';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';

const { decisionTable } = SYNCHRONIZE_ACTIVE;
const outcomes = decisionTable.map(({ then }) => then);
const kinds = new Set<string>(CHANGE_KINDS.map(({ kind }) => kind));

it('uses each fact once, and each outcome but for values that must be unique, which new users lack last', () => {
  expect(new Set(decisionTable.map(({ when }) => when)).size).toBe(decisionTable.length);
  expect(outcomes.filter((each, index) => outcomes.indexOf(each) < index)).toEqual(['UNIQUE_VALUE_TAKEN']);
});

it('decides on a change only after every problem is excluded', () => {
  const lastProblem = outcomes.findLastIndex((outcome) => outcome === outcome.toUpperCase());
  const firstChange = outcomes.findIndex((outcome) => kinds.has(outcome));
  expect(lastProblem).toBeLessThan(firstChange);
});

it('makes every kind of change', () => {
  expect(outcomes.filter((outcome) => kinds.has(outcome)).toSorted()).toEqual([...kinds].toSorted());
});

it('checks the identity of an entry before anything that conflicts with it', () => {
  const order = ['STABLE_ID_TWICE', 'CANDIDATES_AMBIGUOUS', 'USER_PROTECTED', 'NAME_TAKEN', 'UNIQUE_VALUE_TAKEN'];
  const positions = order.map((outcome) => outcomes.findIndex((each) => each === outcome));
  expect(positions).toEqual(positions.toSorted((one, other) => one - other));
  expect(positions).not.toContain(-1);
});

it('covers every problem that a plan can find, and changes nothing otherwise', () => {
  const elsewhere = new Set<string>([
    'STABLE_ID_MISSING',
    'VALUE_MISSING',
    'VALUE_UNREADABLE',
    'VALUE_INVALID',
    'VALUE_TOO_LONG',
    'VALUE_NOT_A_DN',
    'VALUE_NOT_CONVERTED',
    'EXPRESSION_FAILED',
    'CHANGED_SINCE',
    'FIELD_PINNED',
    'CREATION_NOT_REVERTIBLE',
    'USER_DELETED',
    'WRITE_REFUSED',
    'CHANGED_MEANWHILE',
    'USER_LOCKED',
  ]);
  expect(PROBLEM_CODES.filter((code) => !elsewhere.has(code)).every((code) => outcomes.includes(code))).toBe(true);
  expect(OTHERWISE).toBe('unchanged');
});
