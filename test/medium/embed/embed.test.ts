import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Slapd } from '../../../scripts/slapd.ts';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { AnotherHost, query } from './another-host.js';

const MINUTES = 60_000;

const person = (uid: string, givenName: string, sn: string) => `dn: uid=${uid},dc=example,dc=org
objectClass: inetOrgPerson
uid: ${uid}
cn: ${givenName} ${sn}
givenName: ${givenName}
sn: ${sn}
mail: ${uid}@example.org
title: Engineer
`;

interface Row {
  readonly person_no: number;
  readonly login: string;
}

describe('another NestJS application with the packed add-on', () => {
  let host: AnotherHost;
  let database: TestDatabase;
  let directory: Slapd;
  let folder: string;

  beforeAll(async () => {
    host = await AnotherHost.install();
    await host.build();
    database = await createDatabase();
    await host.createTable(database.url);
    folder = await mkdtemp(join(tmpdir(), 'embed-directory-'));
    const people = [person('ada', 'Ada', 'Lovelace'), person('grace', 'Grace', 'Hopper'), person('root', 'R', 'Oot')];
    directory = await Slapd.start({ folder, ldif: people.join('\n') });
  }, 5 * MINUTES);

  afterAll(async () => {
    await directory?.stop();
    await database?.drop();
    await host?.remove();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const synchronize = () =>
    host.synchronize({
      DATABASE_URL: database.url,
      SECRET_KEY: 'a secret key of thirty-two characters',
      SETTINGS: JSON.stringify({
        dataPool: {
          urls: [directory.url],
          bindDn: directory.readerDn,
          bindPassword: directory.readerPassword,
          baseDn: directory.baseDn,
        },
        mapping: [
          { attribute: 'uid', field: 'userName', required: true },
          { attribute: 'givenName', field: 'firstName', required: false },
          { attribute: 'sn', field: 'lastName', required: false },
          { attribute: 'mail', field: 'email', required: false },
          { attribute: 'title', field: 'attributes.title', required: false },
        ],
      }),
    });

  const rowVersions = () => query(database.url, 'select person_no, xmin, ctid from people.app_person order by 1');
  const people = () => query<Row>(database.url, 'select * from people.app_person order by person_no');

  it('contains no host, no pages and no sources', () => {
    const { files } = host.tarball;
    expect(files).toContain('dist/index.d.ts');
    expect(files.filter((file) => /^(dist\/(host|web)|src|test|scripts)\//.test(file))).toEqual([]);
    expect(files.filter((file) => file.endsWith('.map') || file.endsWith('.tsbuildinfo'))).toEqual([]);
  });

  it('has few dependencies besides its peers', () => {
    const { dependencies } = host.tarball;
    expect(dependencies.length).toBeLessThanOrEqual(17);
    expect(dependencies.filter((name) => /^@nestjs\/|express|react|helmet|argon2/.test(name))).toEqual([]);
  });

  it('ships types that pass the strictest check', async () => {
    expect(await host.faultsInTypes()).toEqual([]);
  });

  it('is wired in less than 20 lines', async () => {
    expect((await host.wiring()).length).toBeLessThan(20);
  });

  it('creates missing users, adopts existing users, and does not change protected ones', async () => {
    const run = await synchronize();

    expect(run).toMatchObject({
      status: 'succeeded-with-problems',
      counts: { read: 3, created: 1, activated: 1, problems: 1 },
    });
    expect(await people()).toMatchObject([
      {
        person_no: 1,
        login: 'grace',
        given: 'Grace',
        mail_address: 'grace@example.org',
        is_enabled: true,
        origin: 'LDAP',
      },
      { person_no: 2, login: 'root', given: null, is_enabled: true, origin: null },
      { person_no: 3, login: 'ada', family: 'Lovelace', is_enabled: true, extra: { title: 'Engineer' } },
    ]);
  });

  it('writes no users if nothing has changed', async () => {
    const before = await rowVersions();

    expect(await synchronize()).toMatchObject({
      counts: { read: 3, created: 0, updated: 0, activated: 0, unchanged: 2 },
    });
    expect(await rowVersions()).toEqual(before);
  });

  it('keeps the key of a renamed user', async () => {
    await directory.rename('uid=ada,dc=example,dc=org', 'uid=countess,dc=example,dc=org');

    expect(await synchronize()).toMatchObject({ counts: { read: 3, created: 0, updated: 1 } });
    expect(await people()).toContainEqual(expect.objectContaining({ person_no: 3, login: 'countess' }));
  });
});
