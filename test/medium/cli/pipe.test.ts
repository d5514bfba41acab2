import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CommandLine, MAIN } from './command-line.js';
import { seedOf, startTestDirectory, type TestDirectory } from './test-directory.js';

/** The changes of all of them are more than a pipe holds, so that a command writes after its reader has gone. */
const PEOPLE = 400;

describe('a reader that wants one line only', () => {
  let directory: TestDirectory;
  let plan: string;
  beforeAll(async () => {
    directory = await startTestDirectory(PEOPLE);
    const cli = new CommandLine({ DATA_DIR: join(directory.folder, 'data'), ...seedOf(directory) });
    plan = (await cli.json('plan')).answer.run.id;
  });
  afterAll(() => directory?.stop());

  /** Runs a command in a shell, whose pipe ends at `head`. */
  async function firstLineOf(command: string): Promise<{ first: string; exitCode: string; messages: string }> {
    const script = `{ { "$0" "$1" ${command}; echo "exit $?" >&3; } | head -1; } 3>&1`;
    const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8', DATA_DIR: join(directory.folder, 'data') };
    const { stdout, stderr } = await promisify(execFile)('/bin/sh', ['-c', script, process.execPath, MAIN], {
      env: { ...env, ...seedOf(directory) },
    });
    const lines = stdout.trimEnd().split('\n');
    const isExit = (line: string) => line.startsWith('exit ');
    expect(lines).toHaveLength(2);
    return {
      first: lines.find((line) => !isExit(line)) ?? '',
      exitCode: lines.find(isExit) ?? '',
      messages: stderr,
    };
  }

  it.each(['plan', 'show PLAN --all', 'show PLAN --all --json', 'check'])(
    'ends "%s" silently with its exit code',
    async (command) => {
      const { first, exitCode, messages } = await firstLineOf(command.replace('PLAN', plan));
      expect(first).not.toBe('');
      expect(exitCode).toBe('exit 0');
      expect(messages).not.toMatch(/warning|listener|EPIPE|^\s+at /im);
    },
  );
});
