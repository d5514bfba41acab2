/** Installs the npm packages of `package-lock.json`, including Node 24. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const inRoot = (...names) => path.join(root, ...names);

/**
 * Whether all packages of the lockfile are installed in their versions. npm writes `.package-lock.json` last, so an
 * interrupted installation has none.
 */
export function packagesInstalled() {
  const written = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(written) || !existsSync(inRoot('node_modules', '.bin', 'node'))) return false;

  const installed = readLock(written);
  return Object.entries(readLock(inRoot('package-lock.json'))).every(
    ([name, { version, optional }]) =>
      name === '' || installed[name]?.version === version || (optional && !installed[name]),
  );
}

/** Throws if npm fails. npm prints the reason itself. */
export function installPackages() {
  console.log('Installing the npm packages, including Node 24 (npm ci, a minute or two) ...');
  const started = Date.now();
  const { status, error } = spawnSync(
    'npm',
    ['ci', '--loglevel=error', '--no-audit', '--no-fund', '--no-update-notifier'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      // npm replaces node_modules, so it must not run with the Node in it.
      env: { ...process.env, PATH: pathOutside(inRoot('node_modules')) },
    },
  );
  if (status !== 0)
    throw new Error(`npm ci failed${error ? `: ${error.message}` : ''}. Solve the problem and try again.`);
  console.log(`Installed the npm packages in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function readLock(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function pathOutside(folder) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((entry) => !entry.startsWith(folder))
    .join(path.delimiter);
}
