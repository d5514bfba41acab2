import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Slapd } from '../../../scripts/slapd.js';
import { peopleLdif } from '../../services/people.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

const PEOPLE = 180;
const MAPPING = [
  { attribute: 'uid', field: 'userName', required: true },
  { attribute: 'givenName', field: 'firstName', required: false },
  { attribute: 'sn', field: 'lastName', required: false },
  { attribute: 'mail', field: 'email', required: false },
];

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('values that would vanish, on %s', (_, open) => {
  let folder: string;
  let slapd: Slapd;
  let database: HostDatabase;
  let host: Host;

  const settings = () => {
    const { url, readerDn, readerPassword, baseDn } = slapd;
    return {
      dataPool: { urls: [url], bindDn: readerDn, bindPassword: readerPassword, baseDn },
      mapping: MAPPING,
    };
  };
  const save = (changed: object) => host.jobs.saveSettings(JOB, { settings: { ...changed }, changedBy: 'ada' });
  const users = () => database.query(`select login, given, mail, condition, xmin::text from app_user order by login`);
  const withValue = async (column: string) => {
    const rows = await database.query<{ count: number }>(`select count(${column})::int as count from app_user`);
    return rows[0]?.count ?? 0;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanishing-values-'));
    slapd = await Slapd.start({ folder, ldif: peopleLdif(PEOPLE) });
    database = await open();
    host = await Host.start(database, { seed: settings() });
    await host.run();
  });

  afterEach(async () => {
    await host.stop();
    await database.drop();
    await slapd.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('stop a run after a typo in the mapping, and nothing is lost once it is corrected', async () => {
    const [before, emails] = [await users(), await withValue('mail')];
    const typo = MAPPING.map((row) => (row.attribute === 'mail' ? { ...row, attribute: 'mial' } : row));
    await save({ mapping: typo });

    const run = await host.run();
    expect(run).toMatchObject({
      status: 'stopped',
      reason: { code: 'VALUES_WOULD_VANISH', params: { people: emails, among: emails, attribute: 'mial' } },
      counts: { read: PEOPLE, updated: emails },
    });
    expect(await host.runs.guards(run.id)).toMatchObject([
      { guard: 'vanishingValues', field: 'email', attribute: 'mial', similar: ['mail'], people: emails, total: emails },
      { guard: 'changes', people: emails },
    ]);
    expect(await users()).toEqual(before);

    await save({ mapping: MAPPING });
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { unchanged: PEOPLE, problems: 0 } });
    expect(await users()).toEqual(before);
  });

  it('stop a run after the bind user lost the permission to read an attribute', async () => {
    const [before, names] = [await users(), await withValue('given')];
    await slapd.stop();
    const databaseConfig = ['access to attrs=givenName by * none', 'access to * by users read by * auth'];
    slapd = await Slapd.start({ folder, databaseConfig });
    await save(settings());

    expect(await host.run()).toMatchObject({
      status: 'stopped',
      reason: { code: 'VALUES_WOULD_VANISH', params: { people: names, among: names, attribute: 'givenName' } },
    });
    expect(await users()).toEqual(before);
    const { steps } = await host.jobs.check(JOB, settings());
    expect(steps.find(({ step }) => step === 'rights')).toMatchObject({
      outcome: 'warning',
      code: 'ATTRIBUTE_NOT_SEEN',
      params: { attribute: 'givenName', userField: 'firstName', people: names },
    });
  });

  it('stop no run when the guard is switched off, or when somebody approves the plan', async () => {
    const without = MAPPING.filter(({ attribute }) => attribute !== 'mail');
    await save({ mapping: [...without, { attribute: 'mial', field: 'email', required: false }] });
    const stopped = await host.run();
    await host.runs.approve(stopped.id, { hash: stopped.hash ?? '', reason: 'no more mail', approvedBy: 'olga' });
    expect(await host.ended(stopped.id)).toMatchObject({ status: 'succeeded', approval: { by: 'olga' }, reason: null });
    expect(await withValue('mail')).toBe(0);

    await save({
      mapping: [
        { attribute: 'uid', field: 'userName', required: true },
        { attribute: 'xgivenName', field: 'firstName', required: false },
      ],
      limits: { vanishingValues: { enabled: false }, changes: { percent: 100 } },
    });
    expect(await host.run()).toMatchObject({ status: 'succeeded' });
    expect(await withValue('given')).toBe(0);
  });
});
