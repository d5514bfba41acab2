import { describe, expect, it } from 'vitest';

import type { FormLayout } from '../../../src/index.js';
import { flatten, isSame, nest } from '../../../src/host/web/admin/form/flat-settings.js';

const layout: FormLayout = {
  sections: [
    { title: 'Schedule', fields: [{ path: 'schedule.enabled', widget: 'switch' }] },
    {
      title: 'Data pool',
      fields: [
        { path: 'dataPool.urls', widget: 'lines' },
        { path: 'dataPool.bindPassword', widget: 'password' },
        { path: 'dataPool.tls.mode', widget: 'select' },
      ],
    },
  ],
};
const settings = { schedule: { enabled: true }, dataPool: { urls: ['ldap://a'], tls: { mode: 'none' } } };

describe('the settings that a form edits', () => {
  it('lie flat, by their dotted paths, and come back as they were', () => {
    const flat = flatten({ ...settings, unknown: 1 }, layout);
    expect(flat).toEqual({
      'schedule.enabled': true,
      'dataPool.urls': ['ldap://a'],
      'dataPool.bindPassword': undefined,
      'dataPool.tls.mode': 'none',
    });
    expect(nest(flat)).toEqual(settings);
  });

  it('leave out a password that nobody typed, so that the stored one stays', () => {
    expect(nest(flatten(settings, layout))['dataPool']).not.toHaveProperty('bindPassword');
  });

  it('send null where something is removed', () => {
    expect(nest({ 'dataPool.tls.ca': null })).toEqual({ dataPool: { tls: { ca: null } } });
  });

  it.each([
    [{ a: 'x' }, { a: 'x' }, true],
    [{ a: ['x', 'y'] }, { a: ['x', 'y'] }, true],
    [{ a: undefined }, { a: null }, true],
    [{}, { a: null }, true],
    [{ a: '' }, { a: null }, false],
    [{ a: ['x', 'y'] }, { a: ['y', 'x'] }, false],
    [{}, { a: 'x' }, false],
  ])('%j and %j are the same: %s', (one, other, same) => {
    expect(isSame(one, other)).toBe(same);
    expect(isSame(other, one)).toBe(same);
  });

  it('survive stored settings of any shape', () => {
    for (const odd of [{}, { dataPool: null }, { dataPool: 'x' }, { dataPool: { tls: 7 } }]) {
      expect(flatten(odd, layout)['dataPool.tls.mode']).toBeUndefined();
    }
  });
});
