import { describe, expect, it } from 'vitest';

import { comparableName } from '../../../src/mapping/comparable-name.js';
import { isBelow } from '../../../src/settings/rules/distinguished-name.js';

describe('the comparable form of a DN', () => {
  it.each([
    ['organizationalUnitName=a,domainComponent=x', 'ou=a,dc=x'],
    ['2.5.4.11=a,0.9.2342.19200300.100.1.25=x', 'ou=a,dc=x'],
    ['userid=ada+SURNAME=b,o=x', 'sn=b+uid=ada,organizationName=X'],
  ])('is the same whichever names the attributes have: %s', (one, other) => {
    expect(comparableName(one)).toBe(comparableName(other));
  });

  it('tells attributes apart', () => {
    expect(comparableName('ou=a,dc=x')).not.toBe(comparableName('o=a,dc=x'));
  });
});

describe('a DN is below another one', () => {
  it.each([
    ['uid=ada,ou=a,dc=x', 'organizationalUnitName=A, DC=x'],
    ['uid=ada,l=b+ou=a,dc=x', 'ou=a+l=b,dc=x'],
    [String.raw`uid=ada,ou=Zu\cc\88rich,dc=x`, 'ou=Zürich,dc=x'],
    ['ou=a  b,dc=x', 'ou=a b,dc=x'],
    ['ou=a,dc=x', ''],
  ])('however they are written: %s, %s', (name, base) => {
    expect(isBelow(name, base)).toBe(true);
  });

  it.each([
    ['ou=a,dc=x', 'ou=b,ou=a,dc=x'],
    ['uid=ada,ou=b,dc=x', 'ou=a,dc=x'],
    ['no name', ''],
  ])('and otherwise not: %s, %s', (name, base) => {
    expect(isBelow(name, base)).toBe(false);
  });
});
