import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { npmScripts, runQuietly } from './npm-scripts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = path.join(root, 'dist');
const stamp = path.join(root, '.cache', 'built');

/** The inputs of a build. */
const SOURCES = ['src', 'i18n', 'manifest', 'package-lock.json', 'package.json', 'tsconfig.json', 'nest-cli.json'];

/** Builds if the sources have changed since the last build. */
export async function buildIfChanged(): Promise<void> {
  const before = existsSync(stamp) && existsSync(path.join(dist, 'host/main.js')) ? readFileSync(stamp, 'utf8') : '';
  if (before === fingerprint()) return;
  console.log('Building (under a minute) ...');
  await build();
}

/** Runs the `build:*` scripts of package.json in parallel. Throws an error with their output if one fails. */
export async function build(): Promise<void> {
  const sources = fingerprint();
  const started = Date.now();
  rmSync(stamp, { force: true });
  await Promise.all(npmScripts('build:').map(run));
  chmodSync(path.join(dist, 'cli/main.js'), 0o755);
  removeOlderThan(started);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** Removes outputs of deleted sources, which this build did not write. */
function removeOlderThan(time: number): void {
  const tolerance = 1_000; // file systems have coarse timestamps
  const files = filesIn('dist').map((file) => path.join(root, file));
  for (const file of files) if (statSync(file).mtimeMs < time - tolerance) rmSync(file);
}

async function run([name, command]: readonly [string, string]): Promise<void> {
  const { ok, output } = await runQuietly(command);
  if (!ok) throw new Error(`${output}\n${name} failed.`);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesIn).toSorted()) {
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function filesIn(source: string): string[] {
  if (!statSync(path.join(root, source)).isDirectory()) return [source];
  return readdirSync(path.join(root, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
