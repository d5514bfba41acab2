import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

/** The scripts of package.json whose names start with the prefix, as name and command, in order. */
export function npmScripts(prefix: string): [string, string][] {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> };
  return Object.entries(scripts).filter(([name]) => name.startsWith(prefix));
}

/** Runs a command as npm would. Its output is collected, so that outputs of parallel commands do not mix. */
export function runQuietly(command: string): Promise<Outcome> {
  const child = spawn(command, {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env['PATH']}` },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((done) => child.once('close', (code) => done({ ok: code === 0, output })));
}
