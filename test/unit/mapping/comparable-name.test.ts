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

describe('a value in hexadecimal digits', () => {
  it.each([
    ['ou=#0403416461,dc=x', 'ou=ada,dc=x'],
    ['OU=#0C035AC3BC,dc=x', 'ou=Zü,dc=x'],
    ['ou=#1e06004100640061,dc=x', 'ou=Ada,dc=x'],
    ['ou=#13023120 + l=#160141,dc=x', 'ou=1+l=a,dc=x'],
    ['2.5.4.11=#04818161' + '61'.repeat(128), `ou=${'a'.repeat(129)}`],
    ['ou=#3003020101,dc=x', 'ou=#3003020101, DC=x'],
    ['ou=#0401FF', 'ou=#0401ff'],
  ])('stands for its text, whatever string it is: %s, %s', (one, other) => {
    expect(comparableName(one)).toBe(comparableName(other));
    expect(isBelow(`uid=ada,${one}`, other)).toBe(true);
  });

  it.each([
    String.raw`ou=\#0403416461,dc=x`,
    'ou=#04024164,dc=x',
    'ou=#0404416461,dc=x',
    'ou=#0480416461,dc=x',
    'ou=#048f,dc=x',
    'ou=#04,dc=x',
    'ou=#0203416461,dc=x',
  ])('is another one, or none: %s', (other) => {
    expect(comparableName(other)).not.toBe(comparableName('ou=#0403416461,dc=x'));
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
