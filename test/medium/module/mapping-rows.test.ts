import { afterAll, beforeAll, expect, it } from 'vitest';

import { BatchSyncPreview, BatchSyncWhy } from '../../../src/index.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase } from './a-host.js';

const MAPPING = [
  { attribute: 'employeeNumber', source: { kind: 'attribute', alternatives: ['uid'] }, field: 'userName' },
  { source: { kind: 'expression', text: 'entry.givenName[0] + "." + entry.sn[0] + "@corp.example"' }, field: 'email' },
  {
    source: { kind: 'entryDn', rdn: 'ou' },
    conversions: [{ kind: 'upperCase' }, { kind: 'truncate', length: 3 }],
    field: 'firstName',
  },
  {
    attribute: 'manager',
    source: { kind: 'dnValue' },
    field: 'lastName',
    whenAbsent: 'default',
    defaultValue: 'nobody',
  },
];

const OFF = Object.fromEntries(
  ['names', 'changes', 'vanishingValues', 'entries'].map((guard) => [guard, { enabled: false }]),
);

let directory: Directory;
let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  directory = await Directory.start();
  await directory.addPerson('ada', { givenName: 'Ada', employeeNumber: 'E1' });
  await directory.addPerson('grace', { manager: directory.dn('ada') });
  database = await pgliteDatabase();
  host = await Host.start(database, { seed: { ...directory.settings, mapping: MAPPING } });
});

afterAll(async () => {
  await host.stop();
  await database.drop();
  await directory.stop();
});

it('a run writes what the rows take from several attributes, a template and DNs', async () => {
  expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { created: 2 } });
  expect(await database.query('select login, given, family, mail from app_user order by login')).toEqual([
    { login: 'E1', given: 'PEO', family: 'nobody', mail: 'Ada.ada@corp.example' },
    { login: 'grace', given: 'PEO', family: 'ada', mail: null },
  ]);
  expect(await host.run()).toMatchObject({ counts: { unchanged: 2 } });
});

it('Why finds someone by an alternative, and names the source of each row', async () => {
  const { people } = await host.app.get(BatchSyncWhy).why(JOB, 'grace');
  expect(people).toHaveLength(1);
  expect(people[0]?.mapping.map(({ attribute, value }) => `${attribute} → ${value}`)).toEqual([
    'employeeNumber, uid → grace',
    'entry.givenName[0] + "." + entry.sn[0] + "@corp.example" → null',
    'dn: ou → PEO',
    'manager: RDN → ada',
  ]);
});

it('the check reads every attribute of the rows, and names the one that a template lacks', async () => {
  const misspelled = { source: { kind: 'template', text: '{gievnName}' }, field: 'email' };
  const { steps } = await host.jobs.check(JOB, { mapping: MAPPING.with(1, misspelled) });
  expect(steps.find(({ step }) => step === 'rights')).toMatchObject({
    code: 'ATTRIBUTE_MISSPELLED',
    params: { attribute: 'gievnName', similar: 'givenName' },
  });
  expect(steps.at(-1)).toMatchObject({ step: 'map', outcome: 'passed' });
});

it('a field keeps its value once the entry has none, and the person counts as unchanged', async () => {
  const mapping = [
    { attribute: 'uid', field: 'userName', required: true },
    { attribute: 'title', field: 'firstName', whenAbsent: 'keep' },
    { attribute: 'title', field: 'lastName' },
  ];
  const titles = () => database.query(`select given, family from app_user where login = 'joan'`);
  await directory.addPerson('joan', { title: 'Engineer' });
  await host.jobs.saveSettings(JOB, { settings: { mapping, limits: OFF }, changedBy: 'ada' });
  await host.run();
  expect(await titles()).toEqual([{ given: 'Engineer', family: 'Engineer' }]);

  await directory.slapd.modify(directory.dn('joan'), { title: null });
  expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1, problems: 0 } });
  expect(await titles()).toEqual([{ given: 'Engineer', family: null }]);
  expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { updated: 0, incomplete: 0 } });
});

it('a value stays in whatever order the directory has it, until it is gone or another one is preferred', async () => {
  const mapping = [
    { attribute: 'uid', field: 'userName', required: true },
    { attribute: 'mail', field: 'email' },
    { attribute: 'cn', multiple: { choose: 'preferred', pattern: '^J' }, field: 'lastName' },
  ];
  const mary = directory.dn('mary');
  const values = () => database.query(`select mail, family from app_user where login = 'mary'`);
  const read = async (mail: readonly string[], cn: readonly string[]) => {
    await directory.slapd.modify(mary, { mail, cn });
    return (await host.run()).counts;
  };
  await directory.addPerson('mary');
  await directory.slapd.modify(mary, { mail: ['j@x', 'joan@x'], cn: ['joan', 'joanie'] });
  await host.jobs.saveSettings(JOB, { settings: { mapping, limits: OFF }, changedBy: 'ada' });
  await host.run();
  expect(await values()).toEqual([{ mail: 'j@x', family: 'joan' }]);

  expect(await read(['joan@x', 'j@x'], ['joanie', 'joan'])).toMatchObject({ updated: 0 });
  const { person } = await host.app.get(BatchSyncPreview).person(JOB, { dn: mary });
  expect(person).toMatchObject({ verdict: 'SYNCHRONIZED', next: { kind: null } });
  expect(person?.rows).toMatchObject([
    { outcome: 'written' },
    { outcome: 'stays', value: 'j@x', stages: [{ values: [{ text: 'joan@x' }, { text: 'j@x' }] }] },
    { outcome: 'stays', value: 'joan' },
  ]);
  const { people } = await host.app.get(BatchSyncWhy).why(JOB, 'mary');
  expect(people[0]?.mapping[1]).toMatchObject({ field: 'email', value: 'j@x' });

  expect(await read(['joan@x'], ['joanie', 'joan', 'Jo'])).toMatchObject({ updated: 1 });
  expect(await values()).toEqual([{ mail: 'joan@x', family: 'Jo' }]);
});
