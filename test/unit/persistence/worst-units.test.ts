import { expect, it } from 'vitest';

import { worstUnits } from '../../../src/persistence/plan/worst-units.js';

const NOTHING = { lost: [], emptied: [], renamed: [], changed: [], problems: [], causes: [] };
const lost = (unit: string | null, people: number, total: number) => ({ unit, people, total });

it('keeps the units that no other one exceeds in both share and number, of each guard', () => {
  const found = worstUnits({
    ...NOTHING,
    lost: [
      lost(null, 5_022, 100_000),
      lost('ou=small', 11, 11),
      lost('ou=large', 5_000, 9_000),
      lost('ou=between', 11, 1_000),
    ],
    changed: [lost('ou=between', 60, 1_000)],
  });
  expect(found.map(({ guard, unit }) => `${guard} ${unit}`)).toEqual([
    'entries ou=small',
    'entries ou=large',
    'changes ou=between',
  ]);
});
