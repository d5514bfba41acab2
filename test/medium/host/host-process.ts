import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { givenPasswords } from './real-host.js';

const MAIN = join(import.meta.dirname, '../../../dist/host/main.js');

/** Starts `dist/host/main.js` in a separate process. */
export function startHostProcess(environment: Readonly<Record<string, string>>, args: readonly string[] = []) {
  if (!existsSync(MAIN)) throw new Error('Build first: npm run build.');
  const env = { PATH: process.env['PATH'], PORT: '0', ...givenPasswords, ...environment };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { out: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.errors += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    ...text,
  }));
  const ready = async () => {
    while (!text.out.includes('Ready:')) {
      const end = await Promise.race([once(child.stdout, 'data').then(() => undefined), ended]);
      if (end) throw new Error(`It ended: ${end.out}${end.errors}`);
    }
    return /Ready: (\S+)\/admin/.exec(text.out)![1]!;
  };
  return { child, ended, ready };
}
