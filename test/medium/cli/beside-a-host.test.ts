import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CommandLine } from './command-line.js';
import { ResidentCommands } from './resident-commands.js';
import { startHost } from './running-host.js';
import { startTestDirectory, type TestDirectory, seedOf } from './test-directory.js';

const PASSWORD = 'the password of the administrator';

describe('ldap-batch-sync beside a running host', () => {
  let directory: TestDirectory;
  let host: ChildProcess;
  let url: string;
  let commands: ResidentCommands;
  let data: { readonly DATA_DIR: string };

  beforeAll(async () => {
    directory = await startTestDirectory(30);
    data = { DATA_DIR: join(directory.folder, 'data') };
    ({ host, url } = await startHost({ ...data, ...seedOf(directory), ADMIN_PASSWORD: PASSWORD }));
    commands = await ResidentCommands.start();
  });
  afterAll(async () => {
    await commands?.stop();
    const ended = host && once(host, 'exit');
    host?.kill('SIGTERM');
    await ended;
    await directory?.stop();
  });

  const own = () => new CommandLine({ ...data, ADMIN_PASSWORD: PASSWORD });
  const beside = (environment = {}) => new CommandLine({ ...data, ADMIN_PASSWORD: PASSWORD, ...environment }, commands);
  const elsewhere = (environment = {}) =>
    new CommandLine({ DATA_DIR: join(directory.folder, 'other'), ...environment }, commands);

  it('finds the host that has the embedded database open, and uses it', async () => {
    const { exitCode, answer } = await own().json('run');
    expect(exitCode).toBe(0);
    expect(answer.run).toMatchObject({ status: 'succeeded', startedBy: 'admin', counts: { created: 30 } });
    expect((await beside().run('migrate')).out).toContain('starts');
  });

  it('prints the same JSON as without a host', async () => {
    const { answer } = await elsewhere({ ADMIN_PASSWORD: PASSWORD }).json('runs', '--host', url);
    expect(answer).toMatchObject({ items: [{ status: 'succeeded', reason: null }], nextCursor: null });
    const shown = (await beside().json('show', answer.items[0]!.id)).answer;
    expect(Object.keys(shown)).toEqual(['run', 'guards', 'changes', 'problems', 'problemsOmitted', 'notSeen']);
    expect((await beside().json('settings', 'show')).answer).toMatchObject({
      symbolicName: 'LDAPAddonBatchSync',
      version: expect.any(Number),
    });
    expect((await beside().json('check')).answer).toMatchObject({ ok: true });
    expect((await beside().json('plan')).answer.run).toMatchObject({ status: 'planned', counts: { unchanged: 30 } });
  });

  it('shows the progress of the host', async () => {
    const { messages } = await beside().run('run', '--host', url);
    expect(messages).toMatch(/reading|applying|succeeded/);
  });

  it('accepts a token instead of a password', async () => {
    const session = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'admin', password: PASSWORD }),
    });
    const { token } = (await session.json()) as { token: string };
    const withToken = elsewhere({ LDAP_BATCH_SYNC_TOKEN: token });
    expect((await withToken.run('runs', '--host', url)).exitCode).toBe(0);
    // The command must not end a session that it did not create.
    expect((await withToken.run('runs', '--host', url)).exitCode).toBe(0);
  });

  it('reports a wrong or missing password and an unreachable host', async () => {
    const wrong = await elsewhere({ ADMIN_PASSWORD: 'not the password' }).json('runs', '--host', url);
    expect(wrong).toMatchObject({ exitCode: 1, answer: { error: { code: 'HOST_SIGN_IN_REFUSED' } } });
    const none = await elsewhere().json('runs', '--host', url);
    expect(none).toMatchObject({ exitCode: 1, answer: { error: { code: 'PASSWORD_MISSING' } } });
    const unreachable = await elsewhere({ ADMIN_PASSWORD: PASSWORD }).json('runs', '--host', 'http://127.0.0.1:1');
    expect(unreachable).toMatchObject({ exitCode: 1, answer: { error: { code: 'HOST_UNREACHABLE' } } });
    expect(await elsewhere().run('runs', '--host', 'nowhere')).toMatchObject({ exitCode: 2, out: '' });
  });

  it('says what an import changes, and lists and compares the versions', async () => {
    const file = join(directory.folder, 'settings.json');
    const importing = beside({ LDAP_BIND_PASSWORD: seedOf(directory).LDAP_BIND_PASSWORD });
    await beside().run('settings', 'export', file);
    const settings = JSON.parse(await readFile(file, 'utf8')) as { schedule: object };
    const first = { ...settings, schedule: { ...settings.schedule, enabled: false, expression: '0 0 3 * * *' } };
    await writeFile(file, JSON.stringify(first));
    expect(await importing.json('settings', 'import', file)).toMatchObject({ exitCode: 0 });
    const { answer: stored } = await beside().json('settings', 'show');
    await writeFile(file, JSON.stringify({ ...first, schedule: { ...first.schedule, expression: '0 0 4 * * *' } }));
    const change = { field: 'schedule.expression', before: '0 0 3 * * *', after: '0 0 4 * * *', effect: 'none' };
    const dryRun = await importing.json('settings', 'import', file, '--dry-run');
    expect(dryRun).toMatchObject({ exitCode: 0, answer: { changes: expect.arrayContaining([change]) as unknown } });
    expect((await beside().json('settings', 'show')).answer).toEqual(stored);
    const imported = await importing.run('settings', 'import', file);
    expect(imported.out).toContain('0 0 3 * * * → 0 0 4 * * *');
    expect(imported.out).not.toContain('bindPassword');
    expect((await importing.run('settings', 'import', file)).out).toContain('No setting differs.');

    const { out } = await beside().run('settings', 'versions');
    expect(out).toMatch(/Version \d+, saved [^\n]* by admin\n {2}schedule\.expression: 0 0 3 \* \* \* → 0 0 4/);
    const version = String((stored as unknown as { version: number }).version);
    const compared = await beside().run('settings', 'versions', version);
    expect(compared.out).toMatch(/schedule\.expression: 0 0 4 \* \* \* → 0 0 3/);
    await beside().run('settings', 'export', file, '--of', version);
    expect(await readFile(file, 'utf8')).toContain('0 0 3 * * *');
    const unknown = await beside().json('settings', 'versions', '999');
    expect(unknown).toMatchObject({ exitCode: 1, answer: { error: { code: 'SETTINGS_VERSION_UNKNOWN' } } });
  });

  it('rejects a file without settings', async () => {
    const { exitCode, answer } = await beside({ LDAP_BIND_PASSWORD: 'x' }).json(
      'settings',
      'import',
      import.meta.filename,
    );
    expect({ exitCode, code: answer.error.code }).toEqual({ exitCode: 1, code: 'SETTINGS_FILE_INVALID' });
  });

  it('does not interrupt the run when Ctrl-C ends following', async () => {
    directory.slapd.pause();
    const running = own().start('run');
    try {
      await running.waitForMessage('reading');
      running.interrupt();
      expect(await running.ended).toMatchObject({ exitCode: 130, out: '' });
      const other = await beside().json('run');
      expect(other).toMatchObject({ exitCode: 1, answer: { error: { code: 'RUN_IN_PROGRESS' } } });
    } finally {
      directory.slapd.resume();
    }
  });
});
