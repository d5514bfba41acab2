/** Programs that npm cannot install. They are found on this machine or installed from Debian packages. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * By Debian package: the required files, the variables that name a replacement, and programs that do the same with more
 * work, so that the package is only installed where nobody has to do so by hand.
 */
const PROGRAMS = {
  slapd: { files: ['slapd'], instead: ['SLAPD'] },
  'ldap-utils': { files: ['ldapsearch'], instead: [] },
  postgresql: { files: ['postgres', 'initdb'], instead: ['TEST_DATABASE_URL', 'PG_BIN'] },
  openssl: { files: ['openssl'], instead: [] },
  samba: { files: ['samba', 'samba-tool'], instead: [] },
  'samba-ad-provision': { files: ['/usr/share/samba/setup/provision.ldif'], instead: [] },
  'samba-dsdb-modules': { files: ['/usr/lib/*/samba/ldb/samba_dsdb.so'], instead: [] },
  'samba-vfs-modules': { files: ['/usr/lib/*/samba/vfs/acl_xattr.so'], instead: [] },
  winbind: { files: ['winbindd'], instead: [] },
  '389-ds-base': { files: ['ns-slapd'], instead: [] },
  'libnss3-tools': { files: ['certutil', 'pk12util'], instead: [] },
  // Chromium without the windows of a browser takes a third less time.
  'chromium-headless-shell': { files: ['chromium-headless-shell'], instead: ['CHROMIUM'], slower: ['chromium'] },
};

/** The Debian packages whose programs are neither installed nor replaced by a variable. */
export function missingPrograms(packages) {
  return packages.filter((name) => {
    const { files, instead } = PROGRAMS[name];
    if (instead.some((variable) => process.env[variable]) || files.every(isHere)) return false;
    return mayInstall() || !isReplaced(name);
  });
}

/** Installs Debian packages if possible, else throws an error with instructions. */
export function installPrograms(packages, hint) {
  if (packages.length === 0) return;
  const names = packages.join(' ');
  const command = `apt-get install --no-install-recommends ${names}`;

  if (process.getuid?.() !== 0) throw new Error(`Please install what is missing: sudo ${command}.${hint}`);
  if (!onPath('apt-get')) throw new Error(`Please install what is missing, on Debian: ${command}.${hint}`);

  console.log(`Installing from Debian, without starting any service: ${names} ...`);
  let outcome = apt('install', packages);
  if (outcome.status !== 0 && apt('update', []).status === 0) outcome = apt('install', packages);
  if (outcome.status !== 0 && packages.some((name) => !isReplaced(name))) {
    throw new Error(`${outcome.stderr ?? ''}\nThe installation failed. Try it manually: ${command}.${hint}`);
  }
}

function mayInstall() {
  return process.getuid?.() === 0 && onPath('apt-get');
}

function isReplaced(name) {
  return (PROGRAMS[name].slower ?? []).some(isHere);
}

function apt(verb, packages) {
  const quiet = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  return spawnSync('apt-get', [verb, ...quiet, '-y', '--no-install-recommends', ...packages], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    // Run level 1 prevents the packages from starting their services.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
}

function isHere(file) {
  if (file.startsWith('/')) return isFile(file);
  return onPath(file) || ['/usr/sbin', '/usr/local/sbin', ...postgresFolders()].some((folder) => runs(folder, file));
}

/** `*` stands for the name of one folder. */
function isFile(file) {
  const [before, after] = file.split('*');
  if (after === undefined) return existsSync(file);
  return existsSync(before) && readdirSync(before).some((folder) => existsSync(`${before}${folder}${after}`));
}

function onPath(file) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => runs(folder, file));
}

function postgresFolders() {
  const versions = '/usr/lib/postgresql';
  return existsSync(versions) ? readdirSync(versions).map((version) => path.join(versions, version, 'bin')) : [];
}

function runs(folder, file) {
  try {
    accessSync(path.join(folder, file), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
