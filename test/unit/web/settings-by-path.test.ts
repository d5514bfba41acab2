import { describe, expect, it } from 'vitest';

import type { FormLayout } from '../../../src/index.js';
import { flattenSettings, isSame, nestSettings } from '../../../src/host/web/admin/form/settings-by-path.js';

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

describe('settings by path', () => {
  it('are flattened by their dotted paths and nested again without loss', () => {
    const flat = flattenSettings({ ...settings, unknown: 1 }, layout);
    expect(flat).toEqual({
      'schedule.enabled': true,
      'dataPool.urls': ['ldap://a'],
      'dataPool.bindPassword': undefined,
      'dataPool.tls.mode': 'none',
    });
    expect(nestSettings(flat)).toEqual(settings);
  });

  it('omit a password that was not entered, so that the stored one is kept', () => {
    expect(nestSettings(flattenSettings(settings, layout))['dataPool']).not.toHaveProperty('bindPassword');
  });

  it('contain null for a removed value', () => {
    expect(nestSettings({ 'dataPool.tls.ca': null })).toEqual({ dataPool: { tls: { ca: null } } });
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

  it('accept stored settings of any shape', () => {
    for (const malformed of [{}, { dataPool: null }, { dataPool: 'x' }, { dataPool: { tls: 7 } }]) {
      expect(flattenSettings(malformed, layout)['dataPool.tls.mode']).toBeUndefined();
    }
  });
});
