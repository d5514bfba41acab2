import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CommandLine } from './command-line.js';
import { startTestDirectory, type TestDirectory, seedOf } from './test-directory.js';

describe('ldap-batch-sync alone on the embedded database', () => {
  let directory: TestDirectory;
  let cli: CommandLine;
  let file: string;

  beforeAll(async () => {
    directory = await startTestDirectory(30);
    file = join(directory.folder, 'settings.json');
    cli = new CommandLine({ DATA_DIR: join(directory.folder, 'data'), ...seedOf(directory) });
  });
  afterAll(() => directory?.stop());

  const imports = async (settings: object) => {
    await writeFile(file, JSON.stringify(settings));
    return cli.json('settings', 'import', file);
  };

  it('updates the tables', async () => {
    expect(await cli.json('migrate')).toEqual({ exitCode: 0, answer: { upToDate: true } });
  });

  it('checks the connection', async () => {
    const { exitCode, answer } = await cli.json('check');
    expect(exitCode).toBe(0);
    expect(answer).toMatchObject({
      outcome: 'ready',
      steps: expect.arrayContaining([expect.objectContaining({ step: 'bind' })]),
    });
  });

  it('shows what a run would change without changing anything', async () => {
    const { exitCode, answer } = await cli.json('plan');
    expect(exitCode).toBe(0);
    expect(answer.run).toMatchObject({ mode: 'plan', status: 'planned', counts: { read: 30, created: 30 } });
    expect(answer.changes.items).toHaveLength(20);
    expect(answer.changes.items[0]).toMatchObject({ kind: 'create', state: 'planned', after: { state: 'active' } });
  });

  it('synchronizes, and finds nothing to do the second time', async () => {
    const first = await cli.json('run');
    expect(first).toMatchObject({ exitCode: 0, answer: { run: { status: 'succeeded', counts: { created: 30 } } } });
    const second = await cli.json('run');
    expect(second).toMatchObject({ exitCode: 0, answer: { run: { counts: { read: 30, created: 0, unchanged: 30 } } } });
  });

  it('lists runs and shows one with its changes', async () => {
    const { answer: runs } = await cli.json('runs', '--limit', '2');
    expect(runs.items).toHaveLength(2);
    const listed = (await cli.json('runs')).answer.items;
    const { id } = listed.find((run) => run.counts.created === 30 && run.mode === 'apply')!;

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

    const reader = new CommandLine({ DATA_DIR: join(directory.folder, 'data') });
    expect(await reader.json('settings', 'import', file)).toMatchObject({ exitCode: 0, answer: { errors: [] } });
    expect(await reader.json('settings', 'show')).toMatchObject({
      answer: { settings: { dataPool: { bindPasswordSet: true } } },
    });
    expect((await reader.run('check')).exitCode).toBe(0);
  });

  it('imports a settings file into a fresh database with the bind password from the environment', async () => {
    expect(await cli.run('settings', 'export', file)).toMatchObject({ exitCode: 0 });

    const fresh = new CommandLine({
      DATA_DIR: join(directory.folder, 'fresh-data'),
      LDAP_BIND_PASSWORD: directory.slapd.readerPassword,
    });
    expect(await fresh.json('settings', 'import', file)).toMatchObject({ exitCode: 0, answer: { errors: [] } });
    expect((await fresh.run('check')).exitCode).toBe(0);
  });

  it('rejects invalid settings by field and keeps the stored ones', async () => {
    const refused = await imports({ schedule: { expression: 'now and then' }, dataPool: { urls: ['http://nowhere'] } });
    expect(refused.exitCode).toBe(1);
    expect(refused.answer.error.fields.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['schedule.expression', 'dataPool.urls.0']),
    );
    expect((await cli.json('settings', 'show')).answer.settings.dataPool.urls).toEqual([directory.slapd.url]);
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

  it('interrupts its run with Ctrl-C and records this in the run', async () => {
    directory.slapd.pause();
    try {
      const running = cli.start('run');
      await running.waitForMessage('reading');
      running.interrupt();
      expect(await running.ended).toMatchObject({ exitCode: 1, out: '' });
    } finally {
      directory.slapd.resume();
    }
    const { answer } = await cli.json('runs', '--limit', '1');
    expect(answer.items[0]).toMatchObject({ status: 'failed', reason: { code: 'RUN_INTERRUPTED' } });
    expect((await cli.run('run')).exitCode).toBe(0);
  });

  it.each([['synchronise'], ['show'], ['run', '--faster'], ['runs', '--limit', 'all'], []])(
    'wrong usage: %s %s',
    async (...words) => {
      expect(await cli.run(...words)).toMatchObject({ exitCode: 2, out: '' });
    },
  );

  it('prints texts in the language of the environment', async () => {
    const german = new CommandLine({ DATA_DIR: join(directory.folder, 'data'), LC_ALL: 'de_DE.UTF-8' });
    expect((await german.run('approve', 'x')).exitCode).toBe(2);
    expect((await german.run('--help')).out).toContain('Rückgabewerte');
  });
});
