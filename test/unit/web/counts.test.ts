import { expect, it } from 'vitest';

import { besideSum, changesIn, COUNTS } from '../../../src/host/web/operator/runs/counts.js';
import { aRun } from '../../e2e/error-states/recorded-answers.js';

it('users who give up values are updated beside the sum of what was read', () => {
  const counts = {
    ...aRun().counts,
    read: 3,
    created: 1,
    updated: 1,
    unchanged: 1,
    released: 2,
    notSeen: 0,
    pinned: 0,
  };
  expect(besideSum(counts, 'updated')).toBe(2);
  expect(besideSum(counts, 'created')).toBe(0);
  expect(changesIn(counts)).toBe(4);
  expect(COUNTS.reduce((sum, { name }) => sum + counts[name], 0)).toBe(counts.read);
});
