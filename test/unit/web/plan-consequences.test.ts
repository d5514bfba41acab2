import { expect, it } from 'vitest';

import { planConsequences } from '../../../src/host/web/operator/runs/plan-consequences.js';

const counts = {
  read: 9,
  created: 0,
  updated: 0,
  activated: 0,
  unchanged: 9,
  problems: 0,
  inactive: 0,
  notSeen: 0,
  pinned: 0,
  incomplete: 0,
  released: 0,
};
const field = (name: string, changes: number, replaced = changes) => ({
  field: name,
  changes,
  replaced,
  revertible: changes,
});
const emptied = (name: string, changes: number) => ({ field: name, pattern: 'emptied' as const, changes });
const reverts = { runId: 'run', users: null, fields: null, reason: '' };

const of = (
  part: Partial<typeof counts>,
  fields: readonly ReturnType<typeof field>[] = [],
  patterns: readonly ReturnType<typeof emptied>[] = [],
  revert: typeof reverts | null = null,
) =>
  planConsequences({ counts: { ...counts, ...part }, reverts: revert }, { fields, patterns }).map(
    ({ text, count, field: about }) => `${text} ${about ?? ''} ${count}`,
  );

it('says nothing of a plan that changes nothing', () => {
  expect(of({})).toEqual([]);
});

it('begins with the worst consequence', () => {
  const all = { created: 3, updated: 812, activated: 4, problems: 5, notSeen: 25 };
  const fields = [field('userName', 120), field('title', 700), field('email', 200, 30), field('state', 4)];
  expect(of(all, fields, [emptied('email', 170)])).toEqual([
    'empties email 170',
    'renames userName 120',
    'renames email 30',
    'updates  812',
    'activates  4',
    'creates  3',
    'leaves  5',
    'misses  25',
  ]);
});

it('counts new people by themselves, not among the names that change', () => {
  expect(of({ created: 3 }, [field('userName', 3, 0)])).toEqual(['creates  3']);
});

it('says of a revert who gets another state', () => {
  expect(of({ updated: 7 }, [field('state', 5)], [], reverts)).toEqual(['states  5', 'updates  7']);
});

it('counts those who give up values among those who are updated', () => {
  expect(of({ created: 1, released: 2 })).toEqual(['updates  2', 'creates  1']);
});
