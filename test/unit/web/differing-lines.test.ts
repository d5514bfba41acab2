import { expect, it } from 'vitest';

import { differing } from '../../../src/host/web/shared/setting-changes/differing-lines.js';

const TEXTS = { otherOrder: 'in another order', notListed: 'not in the list' };

it.each([
  ['the lines of its own', ['a', 'b', 'c'], ['a'], ['b', 'c']],
  ['that it lacks lines', ['a'], ['a', 'b'], ['not in the list']],
  ['that it lacks all lines', [], ['a'], ['not in the list']],
  ['another order', ['b', 'a'], ['a', 'b'], ['in another order']],
])('of two different lists, one shows %s', (_, lines, others, shown) => {
  expect(differing(lines, others, TEXTS)).toEqual(shown);
});
