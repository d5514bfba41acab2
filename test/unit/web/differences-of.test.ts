import { describe, expect, it } from 'vitest';

import { differencesOf } from '../../../src/host/web/shared/changes/differences-of.js';

describe('differencesOf', () => {
  it('returns each field that differs, before and after', () => {
    const change = { before: { email: 'old@x', mobile: '1' }, after: { email: 'new@x', mobile: null } };
    expect(differencesOf(change)).toEqual([
      { field: 'email', before: 'old@x', after: 'new@x' },
      { field: 'mobile', before: '1', after: null },
    ]);
  });

  it('sorts names first and the DN last', () => {
    const after = { dn: 'x', state: 'active', attributes: { room: '7' }, email: 'e', userName: 'u' };
    const fields = differencesOf({ before: {}, after }).map(({ field }) => field);
    expect(fields).toEqual(['userName', 'email', 'attributes.room', 'state', 'dn']);
  });

  it('returns additional attributes separately, without the unchanged ones', () => {
    const change = {
      before: { attributes: { room: '7', badge: '1' } },
      after: { attributes: { room: '8', badge: '1' } },
    };
    expect(differencesOf(change)).toEqual([{ field: 'attributes.room', before: '7', after: '8' }]);
  });

  it('returns values other than text as JSON', () => {
    expect(differencesOf({ before: {}, after: { state: 1, attributes: { tags: ['a', 'b'] } } })).toEqual([
      { field: 'attributes.tags', before: null, after: '["a","b"]' },
      { field: 'state', before: null, after: '1' },
    ]);
  });
});
