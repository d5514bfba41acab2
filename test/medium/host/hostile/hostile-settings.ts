import { readFileSync } from 'node:fs';

const POOL = { urls: ['ldap://127.0.0.1:1'], baseDn: 'dc=example,dc=org' };
const USER_NAME = { attribute: 'uid', field: 'userName', required: true };

/** Settings within the limits of a body that are expensive to validate, as JSON. */
export function hostileSettings(): string[] {
  return [...pools(), ...mappings(), ...schedules()].map((settings) => JSON.stringify(settings));
}

function pools(): object[] {
  const filters = [
    '('.repeat(4_000),
    '(&'.repeat(2_000),
    `(&${'(a=*)'.repeat(790)})`,
    `${'(&'.repeat(49)}(a=*)${')'.repeat(49)}`,
    `(a=${'*'.repeat(3_990)})`,
    `(a=${'*a'.repeat(1_990)})`,
    `(a=${'\\28'.repeat(1_330)})`,
    `(${'a:'.repeat(1_990)}=*)`,
    '('.repeat(90_000),
    `(a=${'\\28'.repeat(30_000)})`,
  ];
  const names = [
    'a=1,'.repeat(249) + 'a=1',
    'a=1+'.repeat(249) + 'a=1',
    `a=${'\\'.repeat(990)}`,
    `a=${' '.repeat(990)}x`,
    `a=${'\\20'.repeat(330)}`,
    `a=#${'0'.repeat(990)}`,
    'a=1,'.repeat(24_000),
    `a=${'\\'.repeat(90_000)}`,
  ];
  const urls = [
    `ldap://${'a.'.repeat(126)}a`,
    `ldap://${'a.'.repeat(20_000)}`,
    `ldap://${'a'.repeat(40_000)}`,
    `ldap://[${':'.repeat(40_000)}]`,
    `ldap://${'@'.repeat(40_000)}`,
    `${'a+'.repeat(20_000)}://`,
  ];
  return [
    ...filters.map((filter) => ({ dataPool: { ...POOL, filter } })),
    ...names.flatMap((name) => [
      { dataPool: { ...POOL, baseDn: name } },
      { dataPool: { ...POOL, bindDn: name, bindPassword: 'x' } },
    ]),
    ...urls.map((url) => ({ dataPool: { ...POOL, urls: [url, url] } })),
    { dataPool: { ...POOL, urls: Array.from({ length: 10 }, (_, index) => `ldap://127.0.0.1:${index + 1}`) } },
    { dataPool: { ...POOL, urls: Array(1_000).fill('ldap://127.0.0.1:1') } },
    ...authorities().map((ca) => ({
      dataPool: { ...POOL, urls: ['ldaps://127.0.0.1:1'], tls: { mode: 'ldaps', ca } },
    })),
  ];
}

function authorities(): string[] {
  const certificate = readFileSync(new URL('authority.pem', import.meta.url), 'utf8');
  const damaged = certificate.replace(/M/, 'N');
  const fill = (text: string, length: number) => text.repeat(Math.floor(length / text.length));
  return [
    fill(certificate, 65_500),
    fill(damaged, 65_500),
    fill('-----BEGIN CERTIFICATE-----', 65_500),
    fill('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 65_500),
    fill('-----BEGIN ', 65_500),
    `-----BEGIN ${'A '.repeat(32_000)}`,
    fill(certificate, 99_000),
  ];
}

function mappings(): object[] {
  const row = (index: number) => ({ attribute: `a${index}`, field: `attributes.a${index}`, required: false });
  const rows = (count: number) => [USER_NAME, ...Array.from({ length: count - 1 }, (_, index) => row(index))];
  const wide = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, index]));
  return [
    { mapping: rows(100) },
    { mapping: rows(1_000) },
    { mapping: Array.from({ length: 100 }, () => USER_NAME) },
    { mapping: Array.from({ length: 100 }, () => wide) },
    { mapping: Array.from({ length: 400 }, () => wide) },
    { mapping: Array.from({ length: 100 }, () => ({ ...USER_NAME, attribute: 'a;'.repeat(127) })) },
    {
      mapping: Array.from({ length: 20 }, () => ({
        ...USER_NAME,
        attribute: 'a;'.repeat(5_000),
        field: 'attributes.'.repeat(400),
      })),
    },
    { mapping: Array.from({ length: 1_000 }, () => []) },
    { dataPool: POOL, mapping: rows(100).map((each) => ({ ...each, attribute: 'a'.repeat(255) })) },
  ];
}

function schedules(): object[] {
  const expressions = [
    '*/1,'.repeat(49),
    '0-59,'.repeat(30) + '0 * * * *',
    '0 0 0 29 2 *',
    '0 0 29 2 0',
    '* '.repeat(100),
    `0 0 ${'L'.repeat(190)} * *`,
    `0/${'9'.repeat(190)} * * * *`,
    '* '.repeat(50_000),
  ];
  const zones = ['a/'.repeat(32), `Etc/${'A'.repeat(60)}`, 'a/'.repeat(40_000)];
  return [
    ...expressions.map((expression) => ({ schedule: { expression } })),
    ...zones.map((timeZone) => ({ schedule: { timeZone } })),
  ];
}
