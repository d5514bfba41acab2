import { expect, it } from 'vitest';
import { isConnectionLost } from '../../../src/persistence/database/sql-state.js';

it.each([
  ['08006', true],
  ['57P01', true],
  ['57P05', true], // idle_session_timeout
  ['ECONNRESET', true],
  ['08P01', false], // protocol violation
  ['42601', false],
])('classifies the error %s as a lost connection: %s', (code, lost) => {
  expect(isConnectionLost(Object.assign(new Error('x'), { code }))).toBe(lost);
});
