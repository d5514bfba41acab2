import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { npmScripts, runQuietly } from './npm-scripts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = path.join(root, 'dist');
const stamp = path.join(root, '.cache', 'built');

/** What a build is made of. */
const SOURCES = ['src', 'i18n', 'manifest', 'package-lock.json', 'package.json', 'tsconfig.json', 'nest-cli.json'];

/** Builds unless the last build was of exactly these sources. */
export async function buildIfChanged(): Promise<void> {
  const before = existsSync(stamp) && existsSync(path.join(dist, 'host/main.js')) ? readFileSync(stamp, 'utf8') : '';
  if (before === fingerprint()) return;
  console.log('Building (under a minute) ...');
  await build();
}

/** Runs the `build:*` scripts of package.json side by side. Throws when that fails, with what was said. */
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

/** What was not written just now comes from sources that are gone. */
function removeOlderThan(time: number): void {
  const tolerance = 1_000; // file systems count coarsely
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
