import { describe, expect, it } from 'vitest';

import { mergeSettings, redactSettings } from '../../../src/settings/stored-settings.js';

const STORED = {
  schedule: { enabled: true, expression: '0 0 2 * * *' },
  dataPool: { urls: ['ldap://a'], bindDn: 'cn=reader', bindPassword: 'sealed', tls: { mode: 'starttls', ca: 'PEM' } },
  mapping: [{ attribute: 'uid', field: 'userName', required: true }],
};

describe('merging a part into settings', () => {
  it('changes the given settings and keeps the others, including the password', () => {
    expect(mergeSettings(STORED, { schedule: { enabled: false }, dataPool: { urls: ['ldap://b'] } })).toEqual({
      ...STORED,
      schedule: { enabled: false, expression: '0 0 2 * * *' },
      dataPool: { ...STORED.dataPool, urls: ['ldap://b'] },
    });
  });

  it('replaces lists', () => {
    expect(mergeSettings(STORED, { mapping: [] })).toEqual({ ...STORED, mapping: [] });
  });

  it('removes the password with the bind user, and on null', () => {
    const password = (part: object) =>
      (mergeSettings(STORED, { dataPool: part }) as typeof STORED).dataPool.bindPassword;
    expect(password({ bindDn: '' })).toBe('');
    expect(password({ bindPassword: null })).toBe('');
    expect(password({ bindDn: 'cn=other' })).toBe('sealed');
    expect(password({ bindPassword: 'new' })).toBe('new');
  });

  it('removes the certificate authority on null', () => {
    expect(mergeSettings(STORED, { dataPool: { tls: { ca: null } } })).toMatchObject({
      dataPool: { tls: { mode: 'starttls' } },
    });
    expect(mergeSettings(STORED, { dataPool: { tls: { ca: null } } })).not.toHaveProperty('dataPool.tls.ca');
  });

  it('ignores `bindPasswordSet` of a response', () => {
    expect(mergeSettings(STORED, redactSettings(STORED))).toEqual(STORED);
  });

  it('keeps values of the wrong shape for validation to refuse', () => {
    expect(mergeSettings(STORED, { dataPool: 5 })).toEqual({ ...STORED, dataPool: 5 });
    expect(mergeSettings(STORED, 'x')).toBe('x');
    expect(mergeSettings(undefined, { a: 1 })).toEqual({ a: 1 });
  });

  it('changes no prototype and keeps a key such as __proto__ as a key', () => {
    const part: unknown = JSON.parse('{"__proto__":{"polluted":true},"dataPool":{"__proto__":{"polluted":true}}}');
    const merged = mergeSettings(STORED, part) as Record<string, unknown>;
    expect(Object.hasOwn(merged, '__proto__')).toBe(true);
    expect(merged['polluted']).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('redacted settings', () => {
  it('tell whether a password is set, but not the password', () => {
    const redacted = redactSettings(STORED);
    expect(redacted).toMatchObject({ dataPool: { bindPasswordSet: true } });
    expect(JSON.stringify(redacted)).not.toContain('sealed');
    expect(redactSettings({ dataPool: { bindPassword: '' } })).toEqual({ dataPool: { bindPasswordSet: false } });
  });
});
