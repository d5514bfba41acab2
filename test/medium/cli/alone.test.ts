import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { freePort } from '../../../scripts/lib/free-port.js';
import { CommandLine } from './command-line.js';
import { startTestDirectory, type TestDirectory, seedOf } from './test-directory.js';

describe('ldap-batch-sync alone on the embedded database', () => {
  let directory: TestDirectory;
  let cli: CommandLine;

  beforeAll(async () => {
    directory = await startTestDirectory(30);
    cli = new CommandLine({ DATA_DIR: join(directory.folder, 'data'), ...seedOf(directory) });
  });
  afterAll(() => directory?.stop());

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

  it('names the settings that have changed since the last applied run', async () => {
    const file = join(directory.folder, 'narrower.json');
    await writeFile(file, JSON.stringify({ dataPool: { filter: '(uid=*)' } }));
    await cli.run('settings', 'import', file);
    const { messages } = await cli.run('run');
    expect(messages).toContain('search.filter: (objectClass=inetOrgPerson) → (uid=*)');
    expect((await cli.run('run')).messages).not.toContain('search.filter');
  });

  it('lists the containers of the directory with the people in them', async () => {
    const { slapd } = directory;
    const { exitCode, out } = await cli.run('pools', 'tree', 'default');
    expect(exitCode).toBe(0);
    expect(out).toMatch(new RegExp(`^${slapd.baseDn} +30 +yes`, 'm'));
    const below = await cli.json('pools', 'tree', 'default', '--base', slapd.baseDn);
    expect(below.answer).toMatchObject({ dn: slapd.baseDn, hasMore: false, defaultBase: null });
    const nowhere = await cli.json('pools', 'tree', 'default', '--base', `ou=nowhere,${slapd.baseDn}`);
    expect(nowhere).toMatchObject({ exitCode: 1, answer: { error: { code: 'LDAP_BASE_NOT_FOUND' } } });
  });

  it('says what a seed leaves open while none of its servers answers', async () => {
    const LDAP_URL = `ldap://127.0.0.1:${await freePort()}`;
    const unreachable = new CommandLine({ DATA_DIR: join(directory.folder, 'seeded'), LDAP_URL });
    expect((await unreachable.json('jobs')).answer).toMatchObject([{ undecidedSettings: ['mapping'] }]);
    expect((await unreachable.run('check')).out).toContain('The mapping is not decided yet.');
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
    expect((await german.run('--help')).out).toContain('Rückgabewerte');
  });
});
