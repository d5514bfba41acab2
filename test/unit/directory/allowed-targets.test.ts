import { describe, expect, it } from 'vitest';

import { AllowedTargets } from '../../../src/directory/client/allowed-targets.js';
import { parseLdapUrl } from '../../../src/settings/rules/ldap-url.js';

/** The addresses to which a connection would be made, or the code of the refusal. */
function connecting(entries: readonly string[] | undefined, url: string, ...addresses: readonly string[]) {
  const targets = AllowedTargets.of(entries);
  const server = parseLdapUrl(url);
  try {
    targets.assertServer(url, server);
    return targets.allowed(url, server, addresses.length > 0 ? addresses : [server.host]);
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

const REFUSED = 'LDAP_TARGET_REFUSED';

describe('without a list', () => {
  it.each(['127.0.0.1', '10.0.0.1', '192.0.2.7', '::1', '2001:db8::1', 'fc00::1', '169.253.255.255', '169.255.0.0'])(
    'connections to %s are allowed',
    (address) => {
      expect(connecting(undefined, 'ldap://directory', address)).toEqual([address]);
    },
  );

  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::169.254.169.254',
    '::ffff:0:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fd00:ec2::254',
  ])('the link-local address %s is refused, under whatever name', (address) => {
    expect(connecting(undefined, 'ldap://directory', address)).toBe(REFUSED);
    expect(
      connecting(
        [address.replace(/%.*/, ''), 'directory', '*.example', '0.0.0.0/0', '::/0'],
        'ldap://directory',
        address,
      ),
    ).toBe(REFUSED);
  });

  it('a name with several addresses is connected at those that are not link-local', () => {
    expect(connecting(undefined, 'ldap://directory', 'fe80::1', '10.0.0.1')).toEqual(['10.0.0.1']);
  });
});

describe('a list', () => {
  it.each([
    ['ldap.corp.example', 'ldap://LDAP.corp.example.', '10.0.0.1'],
    ['LDAP.Corp.Example', 'ldaps://ldap.corp.example', '10.0.0.1'],
    ['*.corp.example', 'ldap://one.two.corp.example', '10.0.0.1'],
    ['ldap.corp.example:636', 'ldaps://ldap.corp.example', '10.0.0.1'],
    ['*.corp.example:3268', 'ldap://gc.corp.example:3268', '10.0.0.1'],
    ['10.1.0.0/16', 'ldap://anything', '10.1.255.1'],
    ['10.1.2.3', 'ldap://10.1.2.3', '10.1.2.3'],
    ['10.1.0.0/16:389', 'ldap://10.1.2.3', '10.1.2.3'],
    ['2001:db8::/32', 'ldap://[2001:db8::7]', '2001:db8::7'],
    ['[2001:db8::]/32:636', 'ldaps://[2001:db8::7]', '2001:db8::7'],
    ['[2001:db8::7]:636', 'ldaps://directory', '2001:db8::7'],
  ])('with %s allows %s at %s', (entry, url, address) => {
    expect(connecting([entry], url, address)).toEqual([address]);
  });

  it.each([
    ['ldap.corp.example', 'ldap://ldap.corp.example.evil', '10.0.0.1'],
    ['ldap.corp.example', 'ldap://10.0.0.1', '10.0.0.1'],
    ['*.corp.example', 'ldap://corp.example', '10.0.0.1'],
    ['*.corp.example', 'ldap://evilcorp.example', '10.0.0.1'],
    ['ldap.corp.example:636', 'ldap://ldap.corp.example', '10.0.0.1'],
    ['10.1.0.0/16', 'ldap://ldap.corp.example', '10.2.0.1'],
    ['10.1.0.0/16:636', 'ldap://10.1.2.3', '10.1.2.3'],
    ['2001:db8::/32', 'ldap://[2001:db9::7]', '2001:db9::7'],
  ])('with %s refuses %s at %s', (entry, url, address) => {
    expect(connecting([entry], url, address)).toBe(REFUSED);
  });

  it('that is empty allows nothing', () => {
    expect(connecting([], 'ldap://127.0.0.1')).toBe(REFUSED);
  });

  it('refuses a name that cannot be allowed before it is resolved', () => {
    const refuse = () => AllowedTargets.of(['*.corp.example']).assertServer('ldap://x', parseLdapUrl('ldap://x'));
    expect(refuse).toThrow(expect.objectContaining({ code: REFUSED, params: { url: 'ldap://x' } }));
  });

  it.each([
    '',
    '*',
    'a b',
    'ldap://x',
    '10.0.0.0/33',
    '300.1.1.1',
    '1.2.3',
    'x:0',
    'x:99999',
    '*.',
    'a.*.b',
    '[::1',
    ':::',
  ])('must not contain "%s"', (entry) => {
    expect(() => AllowedTargets.of([entry])).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID' }));
  });
});
