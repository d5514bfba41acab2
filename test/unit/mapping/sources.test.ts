import { describe, expect, it } from 'vitest';

import { attributesOf, describeSource, sourcesOf } from '../../../src/mapping/sources/sources.js';
import { aRow, mappedBy, valueOf } from './a-row.js';

const ADA = 'uid=ada,ou=Interns\\, Summer,ou=Research+l=London,dc=corp,dc=example';
const TEMPLATE = { source: { kind: 'template', text: '{givenName}.{sn}@{o}' } } as const;
const NAMES = { givenname: [' Ada '], sn: ['Lovelace', 'Byron'], o: ['corp.example'] };

describe('a row with several attributes', () => {
  const row = { attribute: 'mail', source: { kind: 'attribute', alternatives: ['proxyAddress', 'upn'] } } as const;

  it('takes the first attribute that has a value', () => {
    expect(valueOf(row, { mail: ['a@x'], upn: ['b@x'] })).toBe('a@x');
    expect(valueOf(row, { mail: [' ', '\u00a0'], proxyaddress: [], upn: ['b@x'] })).toBe('b@x');
    expect(valueOf(row, {})).toBeNull();
  });

  it('names all of them in a problem', () => {
    expect(valueOf({ ...row, required: true }, {})).toMatchObject({
      problem: 'VALUE_MISSING',
      params: { attribute: 'mail, proxyAddress, upn', field: 'comment' },
    });
  });

  it('never shows the value of a secret', () => {
    const secret = { attribute: 'cn', source: { kind: 'attribute', alternatives: ['2.5.4.35'] } } as const;
    expect(valueOf(secret, { '2.5.4.35': [Uint8Array.of(0xff)] })).toMatchObject({
      problem: 'VALUE_UNREADABLE',
      value: null,
    });
  });
});

it('a constant is the value of every entry', () => {
  expect(valueOf({ source: { kind: 'constant', text: 'Corp' } }, {})).toBe('Corp');
});

describe('a template', () => {
  it('contains the first value of each attribute', () => {
    expect(valueOf(TEMPLATE, NAMES)).toBe('Ada.Lovelace@corp.example');
    expect(valueOf({ source: { kind: 'template', text: '{{{ sn }}} { constructor }' } }, NAMES)).toBeNull();
    expect(valueOf({ source: { kind: 'template', text: '{{{ sn }}}' } }, NAMES)).toBe('{Lovelace}');
  });

  it.each(['givenname', 'sn', 'o'])('is never filled in part: without %s there is no value', (name) => {
    expect(valueOf(TEMPLATE, { ...NAMES, [name]: [' '] })).toBeNull();
  });

  it('without an input is a problem that names the attribute, if the row says so', () => {
    const row = { source: { ...TEMPLATE.source, whenMissing: 'problem' } } as const;
    expect(valueOf(row, { ...NAMES, sn: [] })).toMatchObject({
      problem: 'VALUE_MISSING',
      params: { attribute: 'sn', field: 'comment' },
    });
  });

  it('with a binary input is a problem', () => {
    expect(valueOf(TEMPLATE, { ...NAMES, sn: [Uint8Array.of(0xff)] })).toMatchObject({
      problem: 'VALUE_UNREADABLE',
      params: { attribute: 'sn' },
      value: String.raw`\xff`,
    });
  });
});

describe('a part of the DN', () => {
  const part = (rdn: string, position?: number, dn = ADA) =>
    valueOf({ source: { kind: 'entryDn', rdn, position } }, {}, dn);

  it('is the nearest value of the type, or the one at a position', () => {
    expect(part('ou')).toBe('Interns, Summer');
    expect([1, 2, 3, -1, -2, -3].map((position) => part('OU', position))).toEqual([
      'Interns, Summer',
      'Research',
      null,
      'Research',
      'Interns, Summer',
      null,
    ]);
    expect(part('l')).toBe('London');
    expect(part('o')).toBeNull();
  });

  it('may be all of them, sorted and joined', () => {
    const row = { source: { kind: 'entryDn', rdn: 'dc' }, multiple: { choose: 'joined' } } as const;
    expect(valueOf(row, {}, ADA)).toBe('corp, example');
  });

  it('of what is no DN is a problem', () => {
    expect(part('ou', 1, 'nonsense')).toMatchObject({ problem: 'VALUE_NOT_A_DN', value: 'nonsense' });
  });
});

describe('an attribute that holds DNs', () => {
  const row = (rdn?: string) => ({ attribute: 'manager', source: { kind: 'dnValue', rdn } }) as const;

  it('gives the name of the first entry', () => {
    expect(valueOf(row(), { manager: ['CN=Lovelace\\2C Ada,OU=Staff,DC=x', 'cn=b'] })).toBe('Lovelace, Ada');
    expect(valueOf(row('ou'), { manager: ['CN=Ada,OU=Staff,DC=x'] })).toBe('Staff');
    expect(valueOf(row(), { manager: ['CN=#0c0541c3a06461,OU=Staff,DC=x'] })).toBe('Aàda');
    expect(valueOf(row('o'), { manager: ['CN=Ada,OU=Staff,DC=x'] })).toBeNull();
    expect(valueOf(row(), {})).toBeNull();
  });

  it('with another value is a problem that shows it', () => {
    expect(valueOf(row(), { manager: ['Ada Lovelace'] })).toMatchObject({
      problem: 'VALUE_NOT_A_DN',
      params: { attribute: 'manager: RDN', field: 'comment' },
      value: 'Ada Lovelace',
    });
    expect(valueOf(row(), { manager: [Uint8Array.of(0xff)] })).toMatchObject({ problem: 'VALUE_NOT_A_DN' });
  });
});

it('without a value, a row writes its default value, but not in place of one that is not valid', () => {
  const row = { attribute: 'l', whenAbsent: 'default', defaultValue: 'unknown' } as const;
  expect(valueOf({ ...row, required: true }, { l: [' '] })).toBe('unknown');
  expect(valueOf(row, { l: ['London'] })).toBe('London');
  expect(valueOf(row, { l: [Uint8Array.of(0xff)] })).toMatchObject({ problem: 'VALUE_UNREADABLE' });
});

it('without a value, a row that keeps leaves the field alone, unless it is required', () => {
  const keep = { attribute: 'l', whenAbsent: 'keep' } as const;
  expect(mappedBy(keep, { l: [' '] })).toMatchObject({
    ok: true,
    user: { fields: {}, kept: ['comment'], skipped: [] },
  });
  expect(mappedBy(keep, { l: ['London'] })).toMatchObject({ user: { fields: { comment: 'London' } } });
  expect(valueOf({ ...keep, required: true }, {})).toMatchObject({ problem: 'VALUE_MISSING' });
});

it('the attributes to read are those of all rows, each once', () => {
  const rows = [
    aRow({ attribute: 'mail', source: { kind: 'attribute', alternatives: ['upn'] } }),
    aRow(TEMPLATE),
    aRow({ source: { kind: 'template', text: '{mail} {mail}' } }),
    aRow({ source: { kind: 'constant', text: '{cn}' } }),
    aRow({ source: { kind: 'entryDn', rdn: 'ou' } }),
    aRow({ attribute: 'manager', source: { kind: 'dnValue' } }),
  ];
  expect(sourcesOf(rows)).toEqual(['mail', 'upn', 'givenName', 'sn', 'o', 'manager']);
  expect(attributesOf(aRow({ attribute: 'cn' }))).toEqual(['cn']);
  expect(rows.map(describeSource)).toEqual([
    'mail, upn',
    '{givenName}.{sn}@{o}',
    '{mail} {mail}',
    '"{cn}"',
    'dn: ou',
    'manager: RDN',
  ]);
});

it('the bytes of an objectGUID are read where the first conversion takes bytes', () => {
  const row = { attribute: 'objectGUID', conversions: [{ kind: 'base64' }] } as const;
  const entry = { objectguid: ['55b1636f-ce5e-4dde-8432-4bc5af857de5'], uid: ['55b1636f-ce5e-4dde-8432-4bc5af857de5'] };
  expect(valueOf(row, entry)).toBe('b2OxVV7O3k2EMkvFr4V95Q==');
  expect(valueOf({ ...row, conversions: [{ kind: 'hex' }] }, entry)).toBe('6f63b1555ecede4d84324bc5af857de5');
  const among = { ...row, attribute: 'mail', source: { kind: 'attribute', alternatives: ['objectGUID'] } } as const;
  expect(valueOf(among, entry)).toBe('b2OxVV7O3k2EMkvFr4V95Q==');
  expect(valueOf({ ...row, conversions: [{ kind: 'upperCase' }] }, entry)).toMatch(/^55B1636F-/);
  expect(valueOf({ ...row, attribute: 'uid' }, entry)).toBe(Buffer.from(entry.uid[0] ?? '').toString('base64'));
});
