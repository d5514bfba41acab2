import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { CommandLine } from './command-line.js';
import { ResidentCommands } from './resident-commands.js';
import { startTestDirectory, type TestDirectory, seedOf } from './test-directory.js';

const SETTINGS_KEY = 'a settings key for tests, 0123456789';

describe('ldap-batch-sync alone on PostgreSQL', () => {
  let database: TestDatabase;
  let directory: TestDirectory;
  let commands: ResidentCommands;
  let cli: CommandLine;
  let file: string;

  beforeAll(async () => {
    [database, directory, commands] = await Promise.all([
      createDatabase(),
      startTestDirectory(30),
      ResidentCommands.start(),
    ]);
    file = join(directory.folder, 'settings.json');
    cli = new CommandLine({ DATABASE_URL: database.url, SETTINGS_KEY, ...seedOf(directory) }, commands);
  });
  afterAll(async () => {
    await commands?.stop();
    await directory?.stop();
    await database?.drop();
  });

  const imports = async (settings: object) => {
    await writeFile(file, JSON.stringify(settings));
    return cli.json('settings', 'import', file);
  };

  it('lists runs and shows one with its changes', async () => {
    expect((await cli.run('plan')).exitCode).toBe(0);
    const { id } = (await cli.json('run')).answer.run;
    const { answer: runs } = await cli.json('runs', '--limit', '1');
    expect(runs.items).toMatchObject([{ id }]);
    expect((await cli.json('runs')).answer.items.map(({ mode }) => mode)).toEqual(['apply', 'plan']);

    const shown = await cli.json('show', id, '--all');
    expect(shown.exitCode).toBe(0);
    expect(shown.answer.changes.items).toHaveLength(30);
    expect(shown.answer.changes.nextCursor).toBeNull();
    const { out } = await cli.run('show', id);
    expect(out).toContain(`ldap-batch-sync show ${id} --all`);
  });

  it('reports an unknown run', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await cli.json('show', unknown)).toMatchObject({
      exitCode: 1,
      answer: { error: { code: 'RUN_NOT_FOUND' } },
    });
  });

  it('exits with 3 and lists the problems if an entry could not be synchronized', async () => {
    await directory.slapd.add('cn=nameless,ou=people,dc=example,dc=org', {
      objectClass: 'inetOrgPerson',
      cn: 'nameless',
      sn: 'N',
    });
    const { exitCode, out } = await cli.run('run');
    await directory.slapd.delete('cn=nameless,ou=people,dc=example,dc=org');

    expect(exitCode).toBe(3);
    expect(out).toMatch(/! VALUE_MISSING {2}cn=nameless,ou=people/);
    expect(out).not.toContain('{{');
  });

  it('exports settings without the password, and keeps the stored password on import', async () => {
    expect(await cli.run('settings', 'export', file)).toMatchObject({ exitCode: 0 });
    const exported = await readFile(file, 'utf8');
    expect(exported).not.toContain(directory.slapd.readerPassword);

    const reader = new CommandLine({ DATABASE_URL: database.url, SETTINGS_KEY }, commands);
    expect(await reader.json('settings', 'import', file)).toMatchObject({ exitCode: 0, answer: { errors: [] } });
    expect(await reader.json('pools', 'show', 'default')).toMatchObject({
      answer: { settings: { bindPasswordSet: true } },
    });
    expect((await reader.run('check')).exitCode).toBe(0);
  });

  it('imports a settings file into a fresh database with the bind password from the environment', async () => {
    expect(await cli.run('settings', 'export', file)).toMatchObject({ exitCode: 0 });

    const other = await createDatabase();
    try {
      const LDAP_BIND_PASSWORD = directory.slapd.readerPassword;
      const fresh = new CommandLine({ DATABASE_URL: other.url, SETTINGS_KEY, LDAP_BIND_PASSWORD }, commands);
      expect(await fresh.json('settings', 'import', file)).toMatchObject({ exitCode: 0, answer: { errors: [] } });
      expect((await fresh.run('check')).exitCode).toBe(0);
    } finally {
      await other.drop();
    }
  });

  it('rejects invalid settings by field and keeps the stored ones', async () => {
    const refused = await imports({ schedule: { expression: 'now and then' }, dataPool: { urls: ['http://nowhere'] } });
    expect(refused.exitCode).toBe(1);
    expect(refused.answer.error.fields.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['schedule.expression', 'dataPool.urls.0']),
    );
    expect((await cli.json('pools', 'show', 'default')).answer.settings.urls).toEqual([directory.slapd.url]);
  });

  it('exits with 4 if a guard stops the run, with 3 if a check finds nobody, and with 1 without a connection', async () => {
    await imports({ dataPool: { filter: '(uid=nobody-at-all)' } });
    expect(await cli.json('run')).toMatchObject({ exitCode: 4, answer: { run: { status: 'stopped' } } });
    expect(await cli.json('check')).toMatchObject({ exitCode: 3, answer: { outcome: 'connected', reason: 'search' } });

    await imports({ dataPool: { urls: ['ldap://127.0.0.1:1'], filter: '(objectClass=inetOrgPerson)' } });
    expect(await cli.json('run')).toMatchObject({ exitCode: 1, answer: { run: { status: 'failed' } } });
    expect(await cli.json('check')).toMatchObject({ exitCode: 1, answer: { outcome: 'not-connected' } });
    await imports({ dataPool: { urls: [directory.slapd.url] } });
  });
});
