import { describe, expect, it } from 'vitest';

import { mergeSettings, redactSettings } from '../../../src/settings/stored-settings.js';

const STORED = {
  schedule: { enabled: true, expression: '0 0 2 * * *' },
  dataPool: { urls: ['ldap://a'], bindDn: 'cn=reader', bindPassword: 'sealed', tls: { mode: 'starttls', ca: 'PEM' } },
  mapping: [{ attribute: 'uid', field: 'userName', required: true }],
};

describe('a part saved over settings', () => {
  it('changes what it names and leaves the rest, the password among it', () => {
    expect(mergeSettings(STORED, { schedule: { enabled: false }, dataPool: { urls: ['ldap://b'] } })).toEqual({
      ...STORED,
      schedule: { enabled: false, expression: '0 0 2 * * *' },
      dataPool: { ...STORED.dataPool, urls: ['ldap://b'] },
    });
  });

  it('replaces lists', () => {
    expect(mergeSettings(STORED, { mapping: [] })).toEqual({ ...STORED, mapping: [] });
  });

  it('drops the password with the user, and on null', () => {
    const password = (part: object) =>
      (mergeSettings(STORED, { dataPool: part }) as typeof STORED).dataPool.bindPassword;
    expect(password({ bindDn: '' })).toBe('');
    expect(password({ bindPassword: null })).toBe('');
    expect(password({ bindDn: 'cn=other' })).toBe('sealed');
    expect(password({ bindPassword: 'new' })).toBe('new');
  });

  it('drops the readReport authority on null', () => {
    expect(mergeSettings(STORED, { dataPool: { tls: { ca: null } } })).toMatchObject({
      dataPool: { tls: { mode: 'starttls' } },
    });
    expect(mergeSettings(STORED, { dataPool: { tls: { ca: null } } })).not.toHaveProperty('dataPool.tls.ca');
  });

  it('may carry what an answer said about the password', () => {
    expect(mergeSettings(STORED, redactSettings(STORED))).toEqual(STORED);
  });

  it('keeps wrong shapes for the check to refuse', () => {
    expect(mergeSettings(STORED, { dataPool: 5 })).toEqual({ ...STORED, dataPool: 5 });
    expect(mergeSettings(STORED, 'x')).toBe('x');
    expect(mergeSettings(undefined, { a: 1 })).toEqual({ a: 1 });
  });

  it('pollutes no prototype, and a hostile key stays a key', () => {
    const part: unknown = JSON.parse('{"__proto__":{"polluted":true},"dataPool":{"__proto__":{"polluted":true}}}');
    const merged = mergeSettings(STORED, part) as Record<string, unknown>;
    expect(Object.hasOwn(merged, '__proto__')).toBe(true);
    expect(merged['polluted']).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('settings that leave the process', () => {
  it('say whether there is a password, and not which', () => {
    const answer = redactSettings(STORED);
    expect(answer).toMatchObject({ dataPool: { bindPasswordSet: true } });
    expect(JSON.stringify(answer)).not.toContain('sealed');
    expect(redactSettings({ dataPool: { bindPassword: '' } })).toEqual({ dataPool: { bindPasswordSet: false } });
  });
});
