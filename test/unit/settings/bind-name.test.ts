import { describe, expect, it } from 'vitest';

import { bindNameViolation } from '../../../src/settings/rules/bind-name.js';
import { cleanDistinguishedName } from '../../../src/settings/rules/distinguished-name.js';

describe('the name of a bind user', () => {
  it.each([
    '',
    'cn=reader,dc=example,dc=org',
    'cn=reader@example.org,dc=example,dc=org',
    'cn=Lovelace\\, Ada,dc=example,dc=org',
    'reader@corp.example',
    'ada.lovelace@corp',
    'CORP\\reader',
    'CORP\\svc reader$',
    'corp.example\\läsare',
  ])('may be %j, and is sent as typed', (name) => {
    expect(bindNameViolation(name)).toBeUndefined();
    expect(cleanDistinguishedName(name)).toBe(name);
  });

  it.each([
    ['reader', 'bindName'],
    ['PLAIN', 'bindName'],
    ['EXTERNAL', 'bindName'],
    ['@corp.example', 'bindName'],
    ['reader@', 'bindName'],
    ['reader@corp@example', 'bindName'],
    ['\\reader', 'bindName'],
    ['CORP\\', 'bindName'],
    ['CORP/reader', 'bindName'],
    ['cn=reader,example', 'dnSyntax'],
  ])('cannot be %j', (name, code) => {
    expect(bindNameViolation(name)).toMatchObject({ code, params: { value: name } });
  });
});
