import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DataFolderLock } from '../../../src/host/database/data-folder-lock.js';
import { CommandLine } from './command-line.js';
import { startHost } from './running-host.js';
import { startTestDirectory, type TestDirectory, seedOf } from './test-directory.js';

describe('ldap-batch-sync beside a host', () => {
  let directory: TestDirectory;
  let host: ChildProcess;
  let cli: CommandLine;

  beforeAll(async () => {
    directory = await startTestDirectory(30);
    const data = { DATA_DIR: join(directory.folder, 'data') };
    ({ host } = await startHost({
      ...data,
      ...seedOf(directory),
      ADMIN_PASSWORD: 'the password of the administrator',
    }));
    cli = new CommandLine(data);
  }, 300_000);
  afterAll(async () => {
    host?.kill('SIGKILL');
    await directory?.stop();
  });

  it('that is suspended: says which host does not answer, and why it was asked', async () => {
    host.kill('SIGSTOP');
    try {
      const { exitCode, messages } = await cli.run('runs', '--timeout', '1');
      expect(exitCode).toBe(1);
      expect(messages).toContain(`which has the database in ${join(directory.folder, 'data')} open`);
      expect(messages).toContain('has not answered for 1 s');
    } finally {
      host.kill('SIGCONT');
    }
  });

  it('that is suspended while a run is followed: Ctrl-C ends the command', async () => {
    directory.slapd.pause();
    const running = cli.start('run');
    try {
      await running.waitForMessage('reading');
      host.kill('SIGSTOP');
      running.interrupt();
      expect(await running.ended).toMatchObject({ exitCode: 130, out: '' });
    } finally {
      host.kill('SIGCONT');
      directory.slapd.resume();
    }
  });

  it('that was killed: a command waits until another one no longer uses the database', async () => {
    const ended = once(host, 'exit');
    host.kill('SIGKILL');
    await ended;

    const other = DataFolderLock.acquire(join(directory.folder, 'data', 'database'));
    const waiting = cli.start('runs', '--timeout', '600');
    try {
      await waiting.waitForMessage('Another process uses the database');
    } finally {
      other.release();
    }
    expect(await waiting.ended).toMatchObject({ exitCode: 0 });
  });
});
