import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ACTIVE_RULES, type ActiveRuleName } from '../../../src/contract/active-rules.js';
import { dialectOf } from '../../../src/directory/dialects/dialects.js';
import { hasPassed } from '../../../src/directory/dialects/file-time.js';
import { RulesInForce } from '../../../src/directory/dialects/rules-in-force.js';
import { EntryReader } from '../../../src/directory/read/entry-reader.js';
import { ActiveRulesSettings } from '../../../src/settings/schema/active-rules-settings.js';
import type { DialectChoice } from '../../../src/settings/schema/data-pool-settings.js';

const NOW = new Date('2026-11-29T12:00:00Z');
const EPOCH = 116_444_736_000_000_000n;

interface RuleOptions {
  readonly dn?: string;
  readonly choice?: DialectChoice;
  readonly off?: readonly ActiveRuleName[];
}

/** The rule that excludes an entry of Active Directory, unless told otherwise. */
function ruleFor(
  values: Readonly<Record<string, string | readonly string[]>>,
  { dn = 'CN=Ada,DC=x', choice = 'activeDirectory', off = [] }: RuleOptions = {},
) {
  const settings = Object.assign(new ActiveRulesSettings(), Object.fromEntries(off.map((rule) => [rule, false])));
  const dialect = dialectOf(new Map(), choice);
  const attributes = Object.entries(values).map(([type, value]) => ({ type, values: [value].flat() }));
  return new EntryReader([], dialect, new RulesInForce(dialect, settings, NOW)).read({ dn, attributes }).inactivity;
}

const fileTime = (milliseconds: number) => String(BigInt(milliseconds) * 10_000n + EPOCH);

describe('an active rule', () => {
  it.each(['514', '66050', '546', '-2147483646'])(
    'excludes userAccountControl %s, whatever other bits say',
    (value) => {
      expect(ruleFor({ userAccountControl: value })).toEqual({
        rule: 'disabled',
        attribute: 'userAccountControl',
        value,
      });
    },
  );

  it.each(['512', '66048', '544', '', 'x', '2x', '4194304'])('does not exclude userAccountControl "%s"', (value) => {
    expect(ruleFor({ USERACCOUNTCONTROL: value })).toBeUndefined();
  });

  it.each([
    '0',
    '-1',
    '-9223372036854775808',
    '9223372036854775807',
    '9223372036854775806',
    '2650467743999999999',
    '',
    'never',
    ' ',
  ])('takes accountExpires "%s" as not passed', (value) => {
    expect(ruleFor({ accountExpires: value })).toBeUndefined();
  });

  it('compares accountExpires with the time of the run', () => {
    expect(ruleFor({ accountExpires: fileTime(NOW.getTime()) })).toMatchObject({ rule: 'expired' });
    expect(ruleFor({ accountExpires: fileTime(NOW.getTime() + 1) })).toBeUndefined();
    expect(ruleFor({ accountExpires: '1' })).toMatchObject({ rule: 'expired' });
  });

  it.each(['activeDirectory', 'ldap'] as const)('says when an account of %s expired', (choice) => {
    const end = new Date('2022-06-18T04:26:40Z');
    expect(ruleFor({ accountExpires: fileTime(end.getTime()) }, { choice })).toMatchObject({
      value: '133000000000000000',
      time: '2022-06-18T04:26:40Z',
    });
  });

  it('understands every point in time', () => {
    const anyTime = fc.date({ noInvalidDate: true, min: new Date('1601-01-02'), max: new Date('9999-12-31') });
    fc.assert(
      fc.property(anyTime, anyTime, (end, now) => {
        expect(hasPassed(fileTime(end.getTime()), now)).toBe(end.getTime() <= now.getTime());
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => typeof hasPassed(text, NOW) === 'boolean'));
  });

  it('excludes computers and what replication left of a conflict, before it asks whether they are disabled', () => {
    const classes = ['top', 'person', 'user', 'computer'];
    expect(ruleFor({ userAccountControl: '4098', objectClass: classes })).toMatchObject({ rule: 'computers' });
    const dn = String.raw`CN=Khan\, Maria\0ACNF:5e0a8d58-90f4-4e5b-b8b3-0d3a0ae2e3e7,OU=Staff,DC=x`;
    expect(ruleFor({ userAccountControl: '514' }, { dn })).toEqual({ rule: 'conflicts', attribute: 'dn', value: dn });
    expect(ruleFor({}, { dn: String.raw`CN=Ada,OU=x\0ACNF:1,DC=x` })).toBeUndefined();
    for (const lineFeed of ['\n', '\\\n', String.raw`\0a`]) {
      const written = `CN=Khan\\, Maria${lineFeed}CNF:5e0a8d58-90f4-4e5b-b8b3-0d3a0ae2e3e7,OU=Staff,DC=x`;
      expect(ruleFor({}, { dn: written })).toMatchObject({ rule: 'conflicts' });
    }
    expect(ruleFor({}, { dn: 'CN=CNF:1,OU=x,DC=x' })).toBeUndefined();
    expect(ruleFor({ sAMAccountName: '$DUPLICATE-4e2' })).toMatchObject({ rule: 'conflicts' });
    expect(ruleFor({ sAMAccountName: 'duplicate' })).toBeUndefined();
  });

  it.each(['TRUE', 'true', 'True '])('excludes nsAccountLock "%s"', (value) => {
    expect(ruleFor({ nsAccountLock: value }, { choice: 'directoryServer' })).toMatchObject({ rule: 'disabled' });
    expect(ruleFor({ nsaccountlock: value }, { choice: 'freeIpa' })).toMatchObject({ rule: 'disabled' });
    expect(ruleFor({ nsAccountLock: value }, { choice: 'openLdap' })).toBeUndefined();
  });

  it('excludes the staged and the preserved people of FreeIPA', () => {
    const below = (container: string) => `uid=ada,cn=${container},cn=accounts,cn=provisioning,dc=x`;
    for (const container of ['staged users', 'deleted users']) {
      expect(ruleFor({}, { choice: 'freeIpa', dn: below(container) })).toMatchObject({ rule: 'provisioning' });
    }
    expect(ruleFor({}, { choice: 'freeIpa', dn: 'uid=ada,cn=users,cn=accounts,dc=x' })).toBeUndefined();
  });

  it('excludes whom an administrator locked in OpenLDAP, not who typed a wrong password too often', () => {
    const locked = (value: string) => ruleFor({ pwdAccountLockedTime: value }, { choice: 'openLdap' });
    expect(locked('000001010000Z')).toMatchObject({ rule: 'locked' });
    expect(locked('20261128080000Z')).toBeUndefined();
  });

  it.each(ACTIVE_RULES)('%s excludes nobody when it is off, also in a directory that is not recognized', (rule) => {
    const values = {
      objectClass: 'computer',
      sAMAccountName: '$DUPLICATE-1',
      userAccountControl: '2',
      accountExpires: '1',
      pwdAccountLockedTime: '000001010000Z',
    };
    const dn = 'uid=ada,cn=staged users,cn=accounts,cn=provisioning,dc=x';
    const others = ACTIVE_RULES.filter((each) => each !== rule);
    expect(ruleFor(values, { dn, choice: 'ldap', off: others })).toMatchObject({ rule });
    expect(ruleFor(values, { dn, choice: 'ldap', off: ACTIVE_RULES })).toBeUndefined();
  });
});
