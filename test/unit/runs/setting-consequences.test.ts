import { expect, it } from 'vitest';

import { SettingConsequences } from '../../../src/runs/setting-consequences.service.js';

const JOB = { name: 'employees', dataPool: 'main' };
const people = {
  withValues: (job: unknown) => Promise.resolve(new Map([['email', job === JOB ? 170 : -1] as const])),
  synchronized: (job: unknown) => Promise.resolve(job === JOB ? 180 : -1),
};
const consequences = new SettingConsequences(people as never);

it.each([
  ['mapping.email', 'values', 170],
  ['mapping.title', 'values', 0],
  ['mapping.email', 'problems', 180],
  ['mapping.email', 'not-written', 170],
  ['dataPool.bindDn', 'values', 180],
  ['search.filter', 'people', 180],
  ['limits.names.people', 'limit', undefined],
  ['mapping.email', 'result', undefined],
] as const)('a change of %s with the effect %s may concern %s people', async (field, effect, expected) => {
  const [counted] = await consequences.counted([JOB], [{ field, before: 'a', after: 'b', effect }]);
  expect(counted?.people).toBe(expected);
});
