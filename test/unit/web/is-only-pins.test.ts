import { expect, it } from 'vitest';

import { isOnlyPins } from '../../../src/host/web/operator/changes/is-only-pins.js';
import type { UserChangeRow } from '../../../src/host/web/shared/api/api-types.js';

const aChange = (more: Partial<UserChangeRow>): UserChangeRow => ({
  id: '1',
  runId: null,
  kind: 'update',
  state: 'applied',
  dn: '',
  stableId: '',
  formerStableId: null,
  formerDn: null,
  userId: 'u',
  matchedBy: null,
  patterns: {},
  before: {},
  after: {},
  appliedAt: '2026-01-01T00:00:00.000Z',
  manual: { by: 'olga', reason: 'r' },
  pins: {},
  ...more,
});

it('a change that sets or removes pins and changes no value is about pins only', () => {
  expect(isOnlyPins(aChange({ pins: { email: { expiresAt: null } } }))).toBe(true);
  expect(isOnlyPins(aChange({ pins: { email: null } }))).toBe(true);
  const changed = { before: { email: 'a' }, after: { email: 'b' } };
  expect(isOnlyPins(aChange({ ...changed, pins: { email: { expiresAt: null } } }))).toBe(false);
  expect(isOnlyPins(aChange(changed))).toBe(false);
  expect(isOnlyPins(aChange({}))).toBe(false);
});
