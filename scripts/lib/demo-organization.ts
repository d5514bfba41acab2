/** A fictitious shipyard and the structure of its directory. */
import { escapeDnValue, type LdifEntry } from './ldif.ts';

export const BASE_DN = 'dc=nordvik,dc=example';
export const ORGANIZATION = 'Nordvik Varv & Rederi';
/** Selects all active people. */
export const ACTIVE_FILTER = '(&(objectClass=inetOrgPerson)(!(employeeType=inactive)))';

const PEOPLE_DN = `ou=People,${BASE_DN}`;

/** Departments with organizational unit, number and titles. Some names contain special characters. */
export const DEPARTMENTS = [
  { unit: 'Shipyard', number: '1000', titles: ['Welder', 'Naval architect', 'Rigger', 'Crane operator'] },
  { unit: 'Research + Development', number: '2000', titles: ['Engineer', 'Hydrodynamicist', 'Laboratory lead'] },
  { unit: 'Finance, Legal & Audit', number: '3000', titles: ['Controller', 'Counsel', 'Auditor'] },
  { unit: 'Försäljning', number: '4000', titles: ['Säljare', 'Account manager', 'Sales lead'] },
  { unit: 'Crew "Deep Sea"', number: '5000', titles: ['Captain', 'Mate', 'Engineer', 'Cook'] },
];

export const PLACES = ['Göteborg', 'Hamburg', 'Gdańsk', 'Saint-Malo', 'Tórshavn', '横浜', 'Malmö'];

/** The organizational units, parents first. */
export function units(): LdifEntry[] {
  return [unit('People', BASE_DN), ...DEPARTMENTS.map((department) => unit(department.unit, PEOPLE_DN))];
}

/** The organizational unit for an index. Indexes wrap around. */
export function unitDn(index: number): string {
  return `ou=${escapeDnValue(pick(DEPARTMENTS, index).unit)},${PEOPLE_DN}`;
}

export function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

function unit(ou: string, parent: string): LdifEntry {
  return { dn: `ou=${escapeDnValue(ou)},${parent}`, values: { objectClass: 'organizationalUnit', ou } };
}
