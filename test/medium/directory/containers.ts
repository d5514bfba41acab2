import { ldif } from '../../services/people.js';

/** LDIF of organizational units with people, by the DN of the unit. */
export function containers(people: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(people)
    .map(([dn, names]) => [unit(dn), ...names.map((name) => personIn(dn, name))].join(''))
    .join('');
}

export function unit(dn: string): string {
  return ldif(dn, { objectClass: 'organizationalUnit' });
}

export function personIn(container: string, uid: string): string {
  return ldif(`uid=${uid},${container}`, { objectClass: 'inetOrgPerson', uid, cn: uid, sn: 'Doe' });
}
