/** Measures the mapping alone: no directory and no database. The best of several rounds, in CPU time of this process. */
import type { FieldLimits } from '../../src/contract/users-table.ts';
import type { Entry } from '../../src/mapping/directory-user.ts';
import type { MapEntry } from '../../src/mapping/map-entry.ts';
import type { MappingRule } from '../../src/mapping/mapping-rule.ts';

export interface MappingMeasure {
  readonly name: string;
  /** Of CPU time, for one entry with all rows. */
  readonly nanoseconds: number;
}

const ROUNDS = 7;
const MAPPING = new URL('../../dist/mapping/map-entry.js', import.meta.url).href;

const PLAIN: Readonly<Record<string, string>> = {
  userName: 'uid',
  firstName: 'givenName',
  lastName: 'sn',
  displayName: 'displayName',
  email: 'mail',
  phone: 'telephoneNumber',
  mobile: 'mobile',
  employeeNumber: 'employeeNumber',
  title: 'title',
  department: 'departmentNumber',
  organization: 'o',
  organizationalUnit: 'ou',
  location: 'l',
  commonName: 'cn',
  comment: 'description',
};
const FIELDS = Object.keys(PLAIN) as (keyof FieldLimits['maxLength'])[];
const LIMITS: FieldLimits = {
  fields: new Set(FIELDS),
  maxLength: Object.fromEntries(FIELDS.map((field) => [field, 255])),
  notNull: new Set(['userName']),
  attributes: true,
};

/** The plain rows, with one row more in each case but the first. */
const CASES: readonly (readonly [name: string, ...rows: Omit<MappingRule, 'field' | 'required'>[]])[] = [
  ['plain rows'],
  ['template', { attribute: '', source: { kind: 'template', text: '{givenName}.{sn}@corp.example' } }],
  [
    'pattern',
    {
      attribute: 'proxyAddresses',
      multiple: { choose: 'preferred', pattern: '^SMTP:' },
      conversions: [{ kind: 'replace', pattern: '(?i)^smtp:' }],
    },
  ],
  ['several values', { attribute: 'proxyAddresses' }],
  ['date', { attribute: 'accountExpires', conversions: [{ kind: 'date', from: 'fileTime', to: 'date' }] }],
  [
    'expression',
    {
      attribute: '',
      source: { kind: 'expression', text: 'entry.givenName[0].substring(0, 1).lowerAscii() + entry.sn[0]' },
    },
  ],
];

/** @param people the number of entries. */
export async function measureMapping(people: number): Promise<readonly MappingMeasure[]> {
  const { prepareMapping } = (await import(MAPPING)) as {
    readonly prepareMapping: (rules: readonly MappingRule[], limits: FieldLimits) => MapEntry;
  };
  const entries = Array.from({ length: people }, (_, index) => entryOf(index));
  const plain = Object.entries(PLAIN).map(
    ([field, attribute]) => ({ attribute, field, required: field === 'userName' }) as MappingRule,
  );
  const cases = CASES.map(([name, ...rows]) => {
    const further = rows.map((row): MappingRule => ({ ...row, field: 'attributes.further', required: false }));
    return { name, map: prepareMapping([...plain, ...further], LIMITS), best: Infinity };
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const each of cases) each.best = Math.min(each.best, cpuSecondsOf(each.map, entries));
  }
  return cases.map(({ name, best }) => ({ name, nanoseconds: (best / people) * 1e9 }));
}

function cpuSecondsOf(map: MapEntry, entries: readonly Entry[]): number {
  const before = process.cpuUsage();
  for (const entry of entries) {
    if (!map(entry).ok) throw new Error(`The mapping rejects ${entry.dn}.`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const GIVEN_NAMES = ['Åsa', 'Ada', 'Grace', 'José', 'Linus'];

function entryOf(index: number): Entry {
  const givenName = GIVEN_NAMES[index % GIVEN_NAMES.length] ?? '';
  const sn = `Lovelace${index % 1_013}`;
  return {
    dn: `uid=person${index},ou=people,dc=example,dc=org`,
    stableId: `id-${index}`,
    attributes: {
      uid: [`person${index}`],
      givenname: [givenName],
      sn: [sn],
      displayname: [`${givenName} B. ${sn}`],
      mail: [`person${index}@corp.example`],
      telephonenumber: [`+46 8 ${index} 00`],
      mobile: [`+46 70 ${index}`],
      employeenumber: [String(10_000 + index)],
      title: ['Senior Engineer'],
      departmentnumber: [String(index % 400)],
      o: ['Nordisk Varv & Modell'],
      ou: ['Shipyard'],
      l: ['Göteborg'],
      cn: [`${givenName} ${sn}`],
      ...(index % 3 > 0 && { description: ['works on things'] }),
      proxyaddresses: [`smtp:p${index}@corp.example`, `SMTP:person${index}@corp.example`],
      accountexpires: [index % 2 > 0 ? '9223372036854775807' : '133801632000000000'],
    },
  };
}
