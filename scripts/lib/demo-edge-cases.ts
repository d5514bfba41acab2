/** Edge cases that occur in real directories. Each shows one kind of problem. */
import { ORGANIZATION, unitDn } from './demo-organization.ts';
import { escapeDnValue, type LdifEntry, type LdifValues } from './ldif.ts';

export function edgeCasePeople(): LdifEntry[] {
  return [
    // Rejected, or synchronized but for a field: a value is missing or is not valid.
    person('Nameless Newcomer', { uid: undefined, mail: 'nameless@nordvik.example' }),
    person('Mailless Malin', { uid: 'malin', mail: undefined }),
    person('Broken Address', { uid: 'broken.address', mail: 'broken address at nordvik' }),
    person('Two Ats', { uid: 'two.ats', mail: 'two@ats@nordvik.example' }),
    person('Binary Benny', { uid: 'benny', telephoneNumber: Uint8Array.of(0xff, 0xfe, 0x00, 0x80) }),
    person('Latin-1 Lotta', { uid: 'lotta', mail: Buffer.from('lotta.gävle@nordvik.example', 'latin1') }),
    person('Endless Title', { uid: 'endless', title: 'Very Senior '.repeat(60).trim() }),

    // Conflicts: the same e-mail address or user name twice.
    person('Shared Mailbox One', { uid: 'shared.one', mail: 'reception@nordvik.example' }),
    person('Shared Mailbox Two', { uid: 'shared.two', mail: 'reception@nordvik.example' }),
    person('Same Name North', { uid: 'samename' }, 0),
    person('Same Name South', { uid: 'samename' }, 1),

    // Conflict with the host's administrator, which is a protected user.
    person('Not The Administrator', { uid: 'admin' }),

    // Unusual but valid values.
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
