import { expect, it } from 'vitest';

import { approverObstacle } from '../../../src/engine/approval/four-eyes.js';

it.each([
  ['olga', null, [], null],
  ['olga', 'adam', ['adam'], null],
  ['adam', null, ['sara', 'adam'], 'settings'],
  ['olga', 'olga', [], 'start'],
  [null, null, [], 'unknown'],
])('the approval of %s, started by %s, settings saved by %j: %s', (approvedBy, startedBy, authors, obstacle) => {
  expect(approverObstacle({ approvedBy, startedBy, authors, areAuthorsKnown: true })).toBe(obstacle);
});

it.each([
  ['olga', 'unknown'],
  ['adam', 'settings'],
])('the approval of %s, while not all authors of the settings are known: %s', (approvedBy, obstacle) => {
  const situation = { approvedBy, startedBy: null, authors: ['adam'], areAuthorsKnown: false };
  expect(approverObstacle(situation)).toBe(obstacle);
});
