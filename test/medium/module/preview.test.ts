import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BatchSyncPreview } from '../../../src/index.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase } from './a-host.js';

const MAPPING = [
  { attribute: 'uid', field: 'userName', required: true },
  {
    attribute: 'mail',
    conversions: [{ kind: 'lowerCase' }],
    field: 'email',
    required: false,
  },
  { attribute: 'sn', field: 'lastName', required: true },
  { attribute: 'userPassword', field: 'firstName', required: false },
];

let directory: Directory;
let database: HostDatabase;
let host: Host;
let previews: BatchSyncPreview;

beforeAll(async () => {
  directory = await Directory.start();
  await directory.addPerson('ada', { sn: 'Lovelace', mail: 'ADA@example.org', userPassword: 'S3cret!' });
  await directory.addPerson('adam', { sn: 'Smith*(', mail: 'not-a-mail' });
  database = await pgliteDatabase();
  const { dataPool } = directory.settings;
  const seed = { dataPool: { ...dataPool, filter: '(&(objectClass=inetOrgPerson)(!(uid=adam)))' }, mapping: MAPPING };
  host = await Host.start(database, { seed });
  previews = host.app.get(BatchSyncPreview);
});

afterAll(async () => {
  await host.stop();
  await database.drop();
  await directory.stop();
});

const rowsOf = async (who: string, settings?: Record<string, unknown>) => {
  const { person } = await previews.person(JOB, { search: who, ...(settings && { settings }) });
  return person?.rows;
};

describe('the preview of one person', () => {
  it('shows each row, the verdict and what a run then does', async () => {
    const before = await previews.person(JOB, { dn: directory.dn('ada') });
    expect(before).toMatchObject({
      entries: [{ dn: directory.dn('ada'), meetsFilter: true }],
      person: {
        verdict: 'WILL_BE_CREATED',
        match: null,
        next: { kind: 'create', after: { userName: 'ada', email: 'ada@example.org', lastName: 'Lovelace' } },
      },
    });
    expect(before.person?.rows[1]).toMatchObject({
      inputs: [{ attribute: 'mail', values: [{ text: 'ADA@example.org' }] }],
      stages: [{ stage: 'source' }, { stage: 'step', step: 1, values: [{ text: 'ada@example.org' }] }],
      outcome: 'written',
      value: 'ada@example.org',
    });
    await host.run();
    const { person } = await previews.person(JOB, { search: 'ada@example.org' });
    expect(person).toMatchObject({ verdict: 'SYNCHRONIZED', match: { by: 'link' }, next: { kind: null } });
    expect(await database.query('select login, mail from app_user')).toEqual([
      { login: 'ada', mail: 'ada@example.org' },
    ]);
  });

  it('shows no secret anywhere', async () => {
    const preview = await previews.person(JOB, { dn: directory.dn('ada') });
    expect(preview.person?.rows[3]).toMatchObject({ isSecret: true, value: null, inputs: [] });
    expect(JSON.stringify(preview)).not.toMatch(/S3cret|UzNjcmV0/);
  });

  it('is made with unsaved settings, and saves nothing', async () => {
    const mapping = MAPPING.with(1, { attribute: 'mail', field: 'email', required: true });
    expect(await rowsOf('adam', { mapping, dataPool: { filter: '(uid=*)' } })).toContainEqual(
      expect.objectContaining({
        field: 'email',
        outcome: 'rejected',
        problem: expect.objectContaining({ code: 'VALUE_INVALID' }),
      }),
    );
    const { person } = await previews.person(JOB, { search: 'adam' });
    expect(person).toMatchObject({ verdict: 'FILTER_NOT_MET', next: null });
    expect(person?.rows[1]).toMatchObject({ outcome: 'notWritten', tried: [{ problem: { code: 'VALUE_INVALID' } }] });
  });

  it('finds people by a part of a name, which is no filter, and leaves the choice among several', async () => {
    const several = await previews.person(JOB, { search: 'da' });
    expect(several).toMatchObject({ person: null, hasMore: false });
    expect(several.entries.map(({ dn, meetsFilter }) => [dn, meetsFilter])).toEqual([
      [directory.dn('ada'), true],
      [directory.dn('adam'), false],
    ]);
    expect(several.entries[0]).toMatchObject({ name: 'Lovelace', email: 'ada@example.org' });
    expect((await previews.person(JOB, { search: 'ith*(' })).person?.entry.dn).toBe(directory.dn('adam'));
    expect(await previews.person(JOB, { search: 'a*a' })).toMatchObject({ entries: [], person: null });
  });

  it('says that the directory has more entries than it shows', async () => {
    for (const name of ['bob1', 'bob2', 'bob3', 'bob4', 'bob5']) await directory.addPerson(name);
    expect(await previews.person(JOB, { search: 'bob' })).toMatchObject({ hasMore: false, person: null });
    await directory.addPerson('bob6');
    const { entries, hasMore } = await previews.person(JOB, { search: 'bob' });
    expect([entries.length, hasMore]).toEqual([5, true]);
  });

  it('says why the directory could not be asked', async () => {
    const dataPool = { urls: ['ldap://127.0.0.1:1'], bindPassword: 'x' };
    const preview = await previews.person(JOB, { search: 'ada', settings: { dataPool } });
    expect(preview).toMatchObject({ entries: [], person: null, directoryError: { code: 'LDAP_UNREACHABLE' } });
  });
});

describe('the trial of a row', () => {
  const text = 'entry.givenName[0] + "." + entry.sn[0]';
  const row = { attribute: '', source: { kind: 'expression', text }, field: 'email', required: false };

  it('makes of typed values what a run would, without the directory', async () => {
    const tried = await previews.tryRow(JOB, { row, values: { GIVENNAME: ['a@x'], sn: ['test'] } });
    expect(tried).toMatchObject({ ok: true, asked: [], row: { value: 'a@x.test', outcome: 'written' } });
    const without = await previews.tryRow(JOB, { row, values: { givenName: ['a@x'] } });
    expect(without).toMatchObject({ row: { value: null, outcome: 'cleared' } });
  });

  it('reads the attributes that the mapping in force does not have', async () => {
    const description = { attribute: 'cn', field: 'lastName', required: false };
    const tried = await previews.tryRow(JOB, { row: description, search: 'ada@example.org' });
    expect(tried).toMatchObject({ row: { value: 'ada', inputs: [{ attribute: 'cn', count: 1 }] } });
  });

  it('says what is wrong with the row, and where', async () => {
    const wrong = { ...row, source: { kind: 'expression', text: 'dn + sn' } };
    expect(await previews.tryRow(JOB, { row: wrong, values: {} })).toMatchObject({
      ok: false,
      errors: [
        { field: 'source.text', code: 'expressionSyntax', params: { reason: 'Unknown variable: sn (character 6)' } },
      ],
    });
  });

  it('refuses what a save would: a constant, a default value or a result that no run could write', async () => {
    const errorsOf = async (changed: object) => {
      const tried = await previews.tryRow(JOB, { row: { ...row, ...changed }, values: {} });
      return tried.ok ? [] : tried.errors.map(({ field, code }) => `${field} ${code}`);
    };
    expect(await errorsOf({ source: { kind: 'expression', text: '{"a":1}' } })).toEqual([
      'source.text expressionResult',
    ]);
    expect(await errorsOf({ source: { kind: 'constant', text: 'no' } })).toEqual(['source.text emailSyntax']);
    expect(await errorsOf({ whenAbsent: 'default', defaultValue: 'no' })).toEqual(['defaultValue emailSyntax']);
  });
});
