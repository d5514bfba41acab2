/** About 1,000 realistic people of a fictitious company. The result is always the same. */
import { FAMILY_NAMES, GIVEN_NAMES, name } from './demo-names.ts';
import { edgeCasePeople } from './demo-edge-cases.ts';
import { DEPARTMENTS, ORGANIZATION, PLACES, pick, unitDn, units } from './demo-organization.ts';
import { escapeDnValue, type LdifEntry } from './ldif.ts';

const REGULAR_PEOPLE = 985;

/** All entries below the base, parents first. */
export function demoTree(): LdifEntry[] {
  return [
    ...units(),
    ...Array.from({ length: REGULAR_PEOPLE }, (_, index) => regularPerson(index)),
    ...edgeCasePeople(),
  ];
}

/** The list lengths are coprime, so every combination of names occurs once before any occurs twice. */
function regularPerson(index: number): LdifEntry {
  const given = name(pick(GIVEN_NAMES, index));
  const family = name(pick(FAMILY_NAMES, index + Math.floor(index / GIVEN_NAMES.length)));
  const uid = `${given.ascii.slice(0, 3)}${family.ascii.slice(0, 5)}${index}`;
  const { unit: ou, number, titles } = pick(DEPARTMENTS, index);
  const cn = `${given.written} ${family.written}`;

  return {
    dn: `${rdn(index, cn, uid)},${unitDn(index)}`,
    values: {
      objectClass: 'inetOrgPerson',
      uid,
      cn,
      givenName: given.written,
      sn: family.written,
      displayName: `${family.written}, ${given.written}`,
      mail: `${given.ascii}.${family.ascii}.${index}@nordvik.example`,
      telephoneNumber: `+46 8 465 00${String(index).padStart(4, '0')}`,
      mobile: index % 3 === 0 ? `+46 70 174 0${String(index).padStart(3, '0')}` : undefined,
      employeeNumber: String(10_000 + index),
      employeeType: index % 17 === 5 ? 'inactive' : 'permanent',
      title: pick(titles, index >> 2),
      departmentNumber: number,
      o: ORGANIZATION,
      ou,
      l: pick(PLACES, index >> 1),
    },
  };
}

/** Directories name entries in different ways. Two of seven entries have a DN with special characters. */
function rdn(index: number, cn: string, uid: string): string {
  if (index % 7 === 1) return `cn=${escapeDnValue(`${cn}, "${uid}"`)}`;
  if (index % 7 === 2) return `cn=${escapeDnValue(cn)}+employeeNumber=${10_000 + index}`;
  return `uid=${uid}`;
}
