/**
 * Runs before `npm start` and `npm test` and installs missing packages and programs. It uses only Node's built-in
 * modules, because nothing else is installed yet, and runs on Node 18 or newer.
 */
import { missingPrograms, installPrograms } from './lib/programs.mjs';
import { packagesInstalled, installPackages } from './lib/packages.mjs';
import { alone } from './lib/alone.mjs';

const PROGRAMS = {
  start: process.env.LDAP_URL ? [] : ['slapd', 'ldap-utils'],
  test: [
    'slapd',
    'ldap-utils',
    'postgresql',
    'openssl',
    'chromium-headless-shell',
    'samba',
    'samba-ad-provision',
    'samba-dsdb-modules',
    'samba-vfs-modules',
    'winbind',
    '389-ds-base',
    'libnss3-tools',
  ],
};

const HINTS = {
  start: ' Or set LDAP_URL to your own directory; then no demo directory is needed.',
  test: '',
};

const purpose = process.argv[2] === 'test' ? 'test' : 'start';
const missing = () => missingPrograms(PROGRAMS[purpose]);

try {
  if (!packagesInstalled() || missing().length > 0) {
    await alone(() => {
      if (!packagesInstalled()) installPackages();
      installPrograms(missing(), HINTS[purpose]);
    });
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
