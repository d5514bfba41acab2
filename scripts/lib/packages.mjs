/** The npm packages, Node 24 among them: `node_modules` as `package-lock.json` says. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const inRoot = (...names) => path.join(root, ...names);

/**
 * Whether everything that the lockfile names is there in its version. npm writes `.package-lock.json` last of all, so
 * an installation that was interrupted has none.
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

/** Throws when npm fails; npm has said why by then. */
export function installPackages() {
  console.log('Installing the npm packages, Node 24 among them (npm ci, a minute or two) ...');
  const started = Date.now();
  const { status, error } = spawnSync(
    'npm',
    ['ci', '--loglevel=error', '--no-audit', '--no-fund', '--no-update-notifier'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      // npm is about to replace node_modules: it must not run on the Node in there.
      env: { ...process.env, PATH: pathOutside(inRoot('node_modules')) },
    },
  );
  if (status !== 0) throw new Error(`npm ci failed${error ? `: ${error.message}` : ''}. Repair that and start again.`);
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
