import { describe, expect, it } from 'vitest';

import { passwordRefusal } from '../../../src/host/session/password-rules.js';

describe('a password', () => {
  it.each([
    'correct horse battery',
    'the-password-of-admin',
    'xK7!mQ2#vB9$',
    'ångström på ön 12',
    '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧',
  ])('"%s" is accepted, whatever characters it has', (password) => {
    expect(passwordRefusal(password, 'admin')).toBeUndefined();
  });

  it.each([
    ['short', 'passwordTooShort'],
    ['🦊🐻🐼🐨🐯🦁', 'passwordTooShort'],
    ['x7'.repeat(600), 'tooLong'],
    ['qwertyuiop123', 'passwordCommon'],
    ['QWERTYUIOP123', 'passwordCommon'],
    ['ｑｗｅｒｔｙｕｉｏｐ１２３', 'passwordCommon'],
    ['aaaaaaaaaaaaaa', 'passwordCommon'],
    ['abcabcabcabc', 'passwordCommon'],
    ['letmeinletmein', 'passwordCommon'],
    ['admin1234567890', 'passwordIsName'],
    ['Admin-ADMIN-admin', 'passwordIsName'],
    ['Identity Manager 2026', 'passwordIsName'],
  ])('"%s" is refused: %s', (password, code) => {
    expect(passwordRefusal(password, 'admin')?.code).toBe(code);
  });
});
