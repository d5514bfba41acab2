/** A figure beyond its limit. */
export const aFinding = {
  guard: 'vanishingValues',
  people: 170,
  total: 180,
  limit: { percent: 5, people: 5 },
  usual: null,
  unit: null,
  field: 'email',
  attribute: null,
  similar: [],
  problem: null,
} as const;
