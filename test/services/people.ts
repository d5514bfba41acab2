/** People for tests and the bench. The same number always results in the same person. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface PeopleOptions {
  /** @default 'dc=example,dc=org' */
  readonly baseDn?: string;
  /** Number of the first person. @default 1 */
  readonly from?: number;
}

export type LdifValues = Readonly<Record<string, string | Uint8Array | readonly (string | Uint8Array)[]>>;

export interface Person {
  readonly dn: string;
  readonly values: LdifValues;
}

const FIRST = [
  'Ada',
  'Åsa',
  'Björn',
  'Chloé',
  'Dário',
  'Élise',
  'Frédéric',
  'Grace',
  'Hélène',
  'İrem',
  'Jürgen',
  '小明',
];
const LAST = [
  "O'Neill",
  'Müller',
  'Nilsson',
  'Øverland',
  'García',
  'Łukasz',
  'Smith',
  'Dvořák',
  'Иванов',
  'van der Berg',
  'Šimić',
];
const TITLES = ['Engineer', 'Ingénieure', 'Sachbearbeiterin', 'Förvaltare', 'Analyst'];
const DEPARTMENTS = ['Research & Development', 'Finanzen', 'Försäljning', 'Qualité', 'Operations'];
const CITIES = ['Zürich', 'Malmö', 'Lyon', 'Dublin', 'São Paulo'];

/** Person `number`: 12 attributes, `uid=user<number>`, below `ou=people`. */
export function person(number: number, baseDn = 'dc=example,dc=org'): Person {
  const first = pick(FIRST, number);
  const last = pick(LAST, Math.floor(number / FIRST.length));
  const uid = `user${String(number).padStart(6, '0')}`;
  return {
    dn: `uid=${uid},ou=people,${baseDn}`,
    values: {
      objectClass: 'inetOrgPerson',
      uid,
      givenName: first,
      sn: last,
      cn: `${first} ${last}`,
      displayName: `${last}, ${first}`,
      mail: `${uid}@example.org`,
      telephoneNumber: `+46 40 ${String(number).padStart(7, '0')}`,
      mobile: `+46 70 ${String(number).padStart(7, '0')}`,
      employeeNumber: String(100_000 + number),
      title: pick(TITLES, number),
      departmentNumber: pick(DEPARTMENTS, number),
      l: pick(CITIES, number),
      description: `Person ${number} of the sample directory`,
    },
  };
}

/** LDIF of `count` people and their `ou=people`, as text. */
export function peopleLdif(count: number, options: PeopleOptions = {}): string {
  return [...ldifChunks(count, options)].join('');
}

/** Writes the same LDIF to a file, in bounded memory. */
export async function writePeopleLdif(file: string, count: number, options: PeopleOptions = {}): Promise<void> {
  await pipeline(Readable.from(ldifChunks(count, options)), createWriteStream(file, { mode: 0o600 }));
}

/** An entry as LDIF (RFC 2849). Values that are not plain ASCII are encoded as base64. */
export function ldif(dn: string, values: LdifValues): string {
  const lines = Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one: string | Uint8Array) => ldifLine(name, one)),
  );
  return `${[ldifLine('dn', dn), ...lines].join('\n')}\n\n`;
}

function* ldifChunks(count: number, { baseDn = 'dc=example,dc=org', from = 1 }: PeopleOptions): Generator<string> {
  yield ldif(`ou=people,${baseDn}`, { objectClass: 'organizationalUnit', ou: 'people' });
  for (let start = from; start < from + count; start += 1_000) {
    const numbers = Array.from({ length: Math.min(1_000, from + count - start) }, (_, index) => start + index);
    yield numbers
      .map((number) => person(number, baseDn))
      .map((one) => ldif(one.dn, one.values))
      .join('');
  }
}

function ldifLine(name: string, value: string | Uint8Array): string {
  if (typeof value !== 'string') return `${name}:: ${Buffer.from(value).toString('base64')}`;
  const isPlain = /^[!-9;=-~][ -~]*$/.test(value) && !value.endsWith(' ');
  return isPlain ? `${name}: ${value}` : ldifLine(name, Buffer.from(value));
}

function pick(list: readonly string[], number: number): string {
  return list[number % list.length] ?? '';
}
