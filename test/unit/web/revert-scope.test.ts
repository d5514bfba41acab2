import { randomUUID } from 'node:crypto';

import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { expect, it } from 'vitest';

import { RevertRunDto } from '../../../src/host/operator/runs.dto.js';
import type { ChangeRow } from '../../../src/host/web/shared/api/api-types.js';
import { fieldsOfRun, fieldsToRevert, isRevertible } from '../../../src/host/web/operator/runs/revert-scope.js';
import { MAX_SELECTED, toggledAll, toggledOne } from '../../../src/host/web/shared/components/selection.js';

const aChange = (id: string, part: Partial<ChangeRow> = {}): ChangeRow => ({
  id,
  runId: 'run',
  kind: 'update',
  state: 'applied',
  dn: `uid=${id},dc=example`,
  stableId: id,
  formerStableId: null,
  formerDn: null,
  userId: id,
  matchedBy: 'link',
  patterns: {},
  before: { email: 'old@example.org' },
  after: { email: 'new@example.org' },
  appliedAt: null,
  ...part,
});

it('only what was applied can be turned back', () => {
  expect(isRevertible(aChange('a'))).toBe(true);
  expect(isRevertible(aChange('a', { state: 'planned' }))).toBe(false);
  expect(isRevertible(aChange('a', { state: 'refused' }))).toBe(false);
  expect(isRevertible(aChange('a', { userId: null }))).toBe(false);
  expect(isRevertible(aChange('a', { before: { dn: 'uid=a,ou=x' }, after: { dn: 'uid=a,ou=y' } }))).toBe(false);
});

it('the box of all rows selects those that can be selected, and then nobody', () => {
  const shown = ['a', 'c'];
  const all = toggledAll(new Set(['a']), shown);
  expect([...all]).toEqual(['a', 'c']);
  expect([...toggledAll(all, shown)]).toEqual([]);
});

it('no more are selected than one request takes', () => {
  const shown = Array.from({ length: MAX_SELECTED + 1 }, (_, index) => String(index));
  const all = toggledAll(new Set(), shown);
  expect(all.size).toBe(MAX_SELECTED);
  expect(toggledAll(all, shown).size).toBe(0);
  expect(toggledOne(all, String(MAX_SELECTED)).size).toBe(MAX_SELECTED);
  expect(toggledOne(all, '0').size).toBe(MAX_SELECTED - 1);
});

it('one request takes as many as can be selected, and no more', async () => {
  const refused = async (count: number) => {
    const users = Array.from({ length: count }, () => randomUUID());
    const errors = await validate(plainToInstance(RevertRunDto, { users, reason: 'wrong' }));
    return errors.map(({ property, constraints }) => [property, ...Object.keys(constraints ?? {})]);
  };
  expect(await refused(MAX_SELECTED)).toEqual([]);
  expect(await refused(MAX_SELECTED + 1)).toEqual([['users', 'arrayMaxSize']]);
});

it('the fields are those of the selected changes, of created users only the state, with counts in the order of fields', () => {
  const moved = aChange('b', {
    before: { dn: 'a', title: 'x', email: 'e' },
    after: { dn: 'b', title: 'y', email: 'f' },
  });
  const badge = aChange('d', { before: { attributes: { badge: '1' } }, after: { attributes: { badge: '2' } } });
  const created = aChange('c', { kind: 'create', before: {}, after: { phone: '1' } });
  expect(fieldsToRevert([badge, created, aChange('a'), moved])).toEqual([
    { field: 'email', changes: 2 },
    { field: 'title', changes: 1 },
    { field: 'attributes.badge', changes: 1 },
    { field: 'state', changes: 1 },
  ]);
});

it('the fields of a run are those that it changed for someone, with the number of their changes', () => {
  const counts = { changes: 9, replaced: 0 };
  const fields = [
    { field: 'state', ...counts, revertible: 3 },
    { field: 'phone', ...counts, revertible: 0 },
    { field: 'attributes.badge', ...counts, revertible: 1 },
  ];
  expect(fieldsOfRun({ fields })).toEqual([
    { field: 'attributes.badge', changes: 1 },
    { field: 'state', changes: 3 },
  ]);
  expect(fieldsOfRun(undefined)).toEqual([]);
});
