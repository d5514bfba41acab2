/** Measures the mapping alone: no directory and no database. The best of several rounds, in CPU time of this process. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { FieldLimits } from '../../src/contract/users-table.ts';
import type { AttributeValue, Entry } from '../../src/mapping/directory-user.ts';
import type { MapEntry } from '../../src/mapping/map-entry.ts';
import type { MappingRule } from '../../src/mapping/mapping-rule.ts';
import type * as ValuesModule from '../../src/mapping/values-by-name.ts';

type Prepare = (rules: readonly MappingRule[], limits: FieldLimits) => MapEntry;

export interface MappingMeasure {
  readonly name: string;
  /** Of CPU time, for one entry with all rows. */
  readonly nanoseconds: number;
}

const ROUNDS = 7;
const PAGE = 500;
const BUILT = new URL('../../dist/mapping/', import.meta.url);

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

type FurtherRow = Omit<MappingRule, 'field' | 'required'>;

/** A row of each kind. */
const KINDS: Readonly<Record<string, FurtherRow>> = {
  'first of several attributes': {
    attribute: 'extensionAttribute1',
    source: { kind: 'attribute', alternatives: ['mail'] },
  },
  template: { attribute: '', source: { kind: 'template', text: '{givenName}.{sn}@corp.example' } },
  'part of the DN': { attribute: '', source: { kind: 'entryDn', rdn: 'ou', position: 1 } },
  'name in a DN': { attribute: 'manager', source: { kind: 'dnValue' } },
  expression: {
    attribute: '',
    source: { kind: 'expression', text: 'entry.givenName[0].substring(0, 1).lowerAscii() + entry.sn[0]' },
  },
  replacement: { attribute: 'telephoneNumber', conversions: [{ kind: 'replace', pattern: '[^+0-9]' }] },
  'title case': { attribute: 'cn', conversions: [{ kind: 'titleCase' }] },
  'generalized time': {
    attribute: 'whenCreated',
    conversions: [{ kind: 'date', from: 'generalizedTime', to: 'date' }],
  },
  'file time': { attribute: 'accountExpires', conversions: [{ kind: 'date', from: 'fileTime', to: 'date' }] },
  bit: { attribute: 'userAccountControl', conversions: [{ kind: 'bit', bit: 16 }] },
  SID: { attribute: 'objectSid', conversions: [{ kind: 'sid' }] },
  'several values': { attribute: 'proxyAddresses' },
  'preferred value': {
    attribute: 'proxyAddresses',
    multiple: { choose: 'preferred', pattern: '^SMTP:' },
    conversions: [{ kind: 'replace', pattern: '(?i)^smtp:' }],
  },
  'joined values': { attribute: 'proxyAddresses', multiple: { choose: 'joined' } },
  'default value': { attribute: 'info', whenAbsent: 'default', defaultValue: 'none' },
};

interface Case {
  readonly name: string;
  readonly map: MapEntry;
  /** Seconds for all entries. */
  best: number;
}

/**
 * @param people the number of entries, which are those of one page again and again: a run maps a page as soon as it is read.
 * @param against the folder `dist` of another version, of which the plain rows are measured, too.
 */
export async function measureMapping(people: number, against?: string): Promise<readonly MappingMeasure[]> {
  const { ValuesByName } = (await import(new URL('values-by-name.js', BUILT).href)) as typeof ValuesModule;
  const page = Array.from({ length: PAGE }, (_, index) => entryOf(index, new ValuesByName()));
  const cases = await casesOf(against);
  const pages = Math.ceil(people / PAGE);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const each of cases) each.best = Math.min(each.best, cpuSecondsOf(each.map, page, pages));
  }
  return cases.map(({ name, best }) => ({ name, nanoseconds: (best / (pages * PAGE)) * 1e9 }));
}

async function casesOf(against: string | undefined): Promise<readonly Case[]> {
  const prepare = await prepareOf(BUILT);
  const plain = Object.entries(PLAIN).map(
    ([field, attribute]) => ({ attribute, field, required: field === 'userName' }) as MappingRule,
  );
  const further = (row: FurtherRow, index: number): MappingRule => ({
    ...row,
    field: `attributes.further${index}`,
    required: false,
  });
  const kinds = Object.entries(KINDS);
  const all = kinds.map(([, row], index) => further(row, index));
  const sets: readonly (readonly [string, readonly MappingRule[]])[] = [
    ['plain rows', plain],
    ...kinds.map(([name, row], index) => [`and one ${name}`, [...plain, further(row, index)]] as const),
    ['and all of these', [...plain, ...all]],
  ];
  const cases = sets.map(([name, rows]) => ({ name, map: prepare(rows, LIMITS), best: Infinity }));
  if (against === undefined) return cases;
  const other = await prepareOf(pathToFileURL(`${resolve(against)}/mapping/`));
  return [...cases, { name: 'plain rows of the other version', map: other(plain, LIMITS), best: Infinity }];
}

async function prepareOf(folder: URL): Promise<Prepare> {
  const { prepareMapping } = (await import(new URL('map-entry.js', folder).href)) as {
    readonly prepareMapping: Prepare;
  };
  return prepareMapping;
}

function cpuSecondsOf(map: MapEntry, page: readonly Entry[], pages: number): number {
  const before = process.cpuUsage();
  for (let count = 0; count < pages; count += 1) {
    for (const entry of page) if (!map(entry).ok) throw new Error(`The mapping rejects ${entry.dn}.`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const GIVEN_NAMES = ['Åsa', 'Ada', 'Grace', 'José', 'Linus'];

function entryOf(index: number, attributes: Record<string, readonly AttributeValue[]>): Entry {
  const givenName = GIVEN_NAMES[index % GIVEN_NAMES.length] ?? '';
  const sn = `Lovelace${index % 1_013}`;
  return {
    dn: `CN=${givenName} ${sn},OU=Shipyard,OU=People,DC=corp,DC=example`,
    stableId: `id-${index}`,
    attributes: Object.assign(attributes, {
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
      manager: [`CN=Manager ${index % 40},OU=Shipyard,DC=corp,DC=example`],
      accountexpires: [index % 2 > 0 ? '9223372036854775807' : '133801632000000000'],
      whencreated: [`20261129${10 + (index % 14)}3749.0Z`],
      useraccountcontrol: ['66048'],
      objectsid: [Uint8Array.of(1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, index % 256, 2, 0, 0)],
    }),
  };
}
