import { expect, it } from 'vitest';

import { isOnlyOrder } from '../../../src/host/web/shared/setting-changes/is-only-order.js';

const change = (field: string) => ({ field, before: null, after: null, effect: 'result' as const });

it.each([
  [['mapping'], [], true],
  [['search', 'mapping'], ['search.filter'], true],
  [['mapping'], ['mapping.email'], false],
  [['search'], ['search.filter'], false],
  [[], [], false],
] as const)(
  'of the sections %j with the changes %j only the order of the mapping differs: %s',
  (sections, fields, is) => {
    expect(isOnlyOrder(sections, fields.map(change))).toBe(is);
  },
);
