import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const CACHE = path.join(import.meta.dirname, '../../../.cache');

/** The domain of the tests. */
export const DOMAIN = {
  realm: 'CORP.EXAMPLE',
  name: 'CORP',
  host: 'dc1.corp.example',
  baseDn: 'DC=corp,DC=example',
  administrator: 'CN=Administrator,CN=Users,DC=corp,DC=example',
  reader: 'CN=reader,CN=Users,DC=corp,DC=example',
  password: 'Reads-Everything-1',
} as const;

/** Makes a domain with the account `reader`, once per version of Samba. Returns its folder, to be copied. */
export function provisionedDomain(): string {
  const folder = path.join(CACHE, `samba-${versionOfSamba()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  provision(unfinished);
  try {
    renameSync(unfinished, folder);
  } catch {
    // Another test file was quicker.
    rmSync(unfinished, { recursive: true });
  }
  return folder;
}

/** smb.conf(5) for a domain in `folder`. Only LDAP is served. */
export function smbConf(folder: string, lines: readonly string[] = []): string {
  const text = [
    '[global]',
    `netbios name = ${DOMAIN.host.split('.')[0]?.toUpperCase()}`,
    `realm = ${DOMAIN.realm}`,
    `workgroup = ${DOMAIN.name}`,
    'server role = active directory domain controller',
    'server services = ldap',
    // The data is deleted after the tests: nothing is lost with the machine.
    'ldb:nosync = true',
    ...['private', 'state', 'cache', 'lock', 'pid'].map((kind) => `${kind} directory = ${folder}/${kind}`),
    `binddns dir = ${folder}/binddns`,
    `log file = ${folder}/log`,
    ...lines,
  ];
  return `${text.join('\n')}\n`;
}

function provision(folder: string): void {
  const samba = (...args: readonly string[]) => void execFileSync('samba-tool', args, { stdio: 'pipe' });
  const names = [`--realm=${DOMAIN.realm}`, `--domain=${DOMAIN.name}`, `--host-name=${DOMAIN.host.split('.')[0]}`];
  const options = ['--server-role=dc', '--dns-backend=NONE', '--host-ip=127.0.0.1', `--adminpass=${DOMAIN.password}`];
  samba('domain', 'provision', `--targetdir=${folder}`, ...names, ...options);
  // The configuration of the provision serves files, too.
  const configuration = path.join(folder, 'smb.conf');
  writeFileSync(configuration, smbConf(folder));
  samba('user', 'create', 'reader', DOMAIN.password, `--configfile=${configuration}`);
}

function versionOfSamba(): string {
  try {
    const version = execFileSync('samba', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return version.trim().replaceAll(/[^\w.-]+/g, '-');
  } catch (cause) {
    throw new Error(
      'These tests need Samba: install it (Debian: apt-get install samba samba-dsdb-modules samba-vfs-modules winbind samba-ad-provision).',
      { cause },
    );
  }
}
