/** The people that every real directory has too: each shows one way in which an entry can be in the way. */
import { ORGANIZATION, unitDn } from './demo-organization.ts';
import { escapeDnValue, type LdifEntry, type LdifValues } from './ldif.ts';

export function oddPeople(): LdifEntry[] {
  return [
    // Refused: what is needed is not there, or is no text.
    person('Nameless Newcomer', { uid: undefined, mail: 'nameless@nordvik.example' }),
    person('Mailless Malin', { uid: 'malin', mail: undefined }),
    person('Broken Address', { uid: 'broken.address', mail: 'broken address at nordvik' }),
    person('Two Ats', { uid: 'two.ats', mail: 'two@ats@nordvik.example' }),
    person('Binary Benny', { uid: 'benny', telephoneNumber: Uint8Array.of(0xff, 0xfe, 0x00, 0x80) }),
    person('Latin-1 Lotta', { uid: 'lotta', mail: Buffer.from('lotta.gävle@nordvik.example', 'latin1') }),
    person('Endless Title', { uid: 'endless', title: 'Very Senior '.repeat(60).trim() }),

    // In each other's way: one mail address, one user name.
    person('Shared Mailbox One', { uid: 'shared.one', mail: 'reception@nordvik.example' }),
    person('Shared Mailbox Two', { uid: 'shared.two', mail: 'reception@nordvik.example' }),
    person('Same Name North', { uid: 'samename' }, 0),
    person('Same Name South', { uid: 'samename' }, 1),

    // In the host's way: its administrator is protected.
    person('Not The Administrator', { uid: 'admin' }),

    // Not refused, and not to be broken either.
    person('  Spaces  Around  ', { uid: 'spaces', givenName: ' Spacey ' }),
    person(`Robert'); DROP TABLE identity_user;--`, { uid: 'bobby.tables' }),
    person('<script>alert(1)</script>', { uid: 'script' }),
    person('北京 👩🏽‍🚀 שלום', { uid: 'emoji', title: 'Zażółć gęślą jaźń' }),
  ];
}

function person(cn: string, special: LdifValues, unit = 2): LdifEntry {
  const dn = `cn=${escapeDnValue(cn)},${unitDn(unit)}`;
  const mail = `${String(special['uid'] ?? 'odd')}@nordvik.example`;
  const usual = {
    objectClass: 'inetOrgPerson',
    cn,
    sn: cn,
    givenName: 'Odd',
    mail,
    o: ORGANIZATION,
    employeeType: 'permanent',
  };
  return { dn, values: { ...usual, ...special } };
}
