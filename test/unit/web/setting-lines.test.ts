import { expect, it } from 'vitest';

import { isSecretSetting, settingLines } from '../../../src/host/web/operator/scheduled-jobs/setting-lines.js';

it.each([
  [null, []],
  ['', []],
  ['(uid=*)', ['(uid=*)']],
  [500, ['500']],
  [
    ['ldap://a', 'ldap://b'],
    ['ldap://a', 'ldap://b'],
  ],
  [{ field: 'email', attribute: 'mail', required: false }, ['mail']],
  [
    { field: 'email', attribute: 'mail', required: true, conversions: ['lower', 'trim'] },
    ['mail', 'required', 'conversions: lower, trim'],
  ],
])('%j reads as %j', (value, lines) => {
  expect(settingLines(value)).toEqual(lines);
});

it('a password is never shown', () => {
  expect(isSecretSetting('dataPool.bindPassword')).toBe(true);
  expect(isSecretSetting('dataPool.bindDn')).toBe(false);
});
