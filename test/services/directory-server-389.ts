import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { DirectoryWriter } from '../../scripts/lib/directory-writer.js';
import { endsWithParent } from '../../scripts/lib/ends-with-parent.js';
import { freePort } from '../../scripts/lib/free-port.js';
import { type CertificateFiles, TestAuthority } from './certificates.js';
import { ended, untilBound } from './directory-process.js';
import { ldif } from './people.js';
import { identityOf, type Owner, unprivilegedUser } from './unprivileged-user.js';

export interface DirectoryServerOptions {
  /** LDIF text to load before the start, without the suffix and the reader. */
  readonly ldif?: string;
  /** Definitions for the schema, as in 99user.ldif. */
  readonly schema?: readonly string[];
  /** Whether the certificate of the server has expired. @default false */
  readonly isExpired?: boolean;
}

const SHARE = '/usr/share/dirsrv/data';
const PASSWORD = 'Reads-Everything-1';
const ROOT_DN = 'cn=Directory Manager';
const SUFFIX = 'dc=example,dc=org';
/** The holder of a certificate is the entry with its common name, wherever it is: certmap.conf(5). */
const CERTIFICATE_MAPPING = 'certmap default default\ndefault:DNComps\ndefault:FilterComps cn\n';
const FOLDERS = ['schema', 'lock', 'tmp', 'ldif', 'bak', 'run', 'log', 'db', 'home'];

/** A 389 Directory Server on free ports of loopback. It ends with this process. */
export class DirectoryServer389 extends DirectoryWriter {
  readonly baseDn = SUFFIX;
  /** Reads everything but passwords. */
  readonly readerDn = `uid=reader,${SUFFIX}`;
  readonly readerPassword = PASSWORD;
  readonly url: string;
  readonly ldapsUrl: string;
  private tasks = 0;

  static async start({ ldif: entries = '', schema = [], isExpired }: DirectoryServerOptions = {}) {
    const program = findProgram();
    const folder = mkdtempSync(path.join(tmpdir(), 'ldap-batch-sync-389-'));
    const owner = unprivilegedUser(['dirsrv', 'nobody']);
    const ports = { ldap: await freePort(), ldaps: await freePort() };
    for (const each of FOLDERS) mkdirSync(path.join(folder, each), { recursive: true });
    const authority = secure(folder, isExpired);
    writeFileSync(path.join(folder, 'dse.ldif'), configuration(folder, ports, owner));
    cpSync('/etc/dirsrv/config/slapd-collations.conf', path.join(folder, 'slapd-collations.conf'));
    writeFileSync(path.join(folder, 'schema/99user.ldif'), `${['dn: cn=schema', ...schema].join('\n')}\n`);
    writeFileSync(path.join(folder, 'certmap.conf'), CERTIFICATE_MAPPING);
    writeFileSync(path.join(folder, 'people.ldif'), `${baseEntries()}${entries}`);
    if (owner) own(folder, owner);
    const identity = identityOf(owner);
    const run = (...args: readonly string[]) => endsWithParent(program, args, identity);
    const [loader, loading] = run('ldif2db', '-D', folder, '-n', 'userRoot', '-i', path.join(folder, 'people.ldif'));
    execFileSync(loader, loading, { cwd: folder, stdio: 'pipe' });

    const [command, args] = run('-D', folder, '-i', path.join(folder, 'pid'), '-d', '0');
    const child = spawn(command, args, { cwd: folder, stdio: 'ignore', detached: true });
    const server = new DirectoryServer389(child, folder, ports, authority);
    await server.waitUntilReady();
    return server;
  }

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    ports: { readonly ldap: number; readonly ldaps: number },
    private readonly authority: TestAuthority,
  ) {
    const url = `ldap://127.0.0.1:${ports.ldap}`;
    super({ url, dn: ROOT_DN, password: PASSWORD });
    this.url = url;
    this.ldapsUrl = `ldaps://127.0.0.1:${ports.ldaps}`;
  }

  /** PEM of the authority that signed the certificate of the server. */
  get ca(): string {
    return this.authority.pem;
  }

  /** A certificate by which the server signs in who has this name as `cn`. */
  clientCertificate(name: string): CertificateFiles {
    return this.authority.issue({ names: [name], of: 'client' });
  }

  /** Writes all entries, with their nsUniqueId, into a file, from which `restore` replaces all entries. */
  async backup(): Promise<void> {
    await this.task('export');
  }

  async restore(): Promise<void> {
    await this.task('import');
  }

  /** Ends the server and deletes its data. */
  async stop(): Promise<void> {
    await this.disconnect();
    await ended(this.child, () => this.child.kill('SIGTERM'));
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Executes a task of the server (`cn=tasks,cn=config`) and waits until it has ended. */
  private async task(kind: 'export' | 'import'): Promise<void> {
    const dn = `cn=${kind}${(this.tasks += 1)},cn=${kind},cn=tasks,cn=config`;
    const nsFilename = path.join(this.folder, 'ldif/backup.ldif');
    await this.add(dn, { objectClass: 'extensibleObject', nsInstance: 'userRoot', nsFilename });
    const client = await this.connected();
    for (;;) {
      const [task] = (await client.search(dn, { scope: 'base', attributes: ['nsTaskExitCode'] })).searchEntries;
      const code = task?.['nsTaskExitCode'] ?? [];
      if (code === '0') return;
      if (code.length > 0) throw new Error(`The ${kind} of 389 Directory Server failed: ${String(code)}`);
      await pause(20);
    }
  }

  private async waitUntilReady(): Promise<void> {
    const failure = await untilBound(this.child, async () => {
      await this.disconnect();
      await this.connected();
    });
    if (failure === undefined) return;
    const log = readFileSync(path.join(this.folder, 'log/errors'), 'utf8');
    await this.stop();
    throw new Error(`389 Directory Server did not start: ${log}`, { cause: failure });
  }
}

function findProgram(): string {
  const found = ['/usr/sbin/ns-slapd', '/usr/local/sbin/ns-slapd'].find((file) => existsSync(file));
  if (!found)
    throw new Error('These tests need 389 Directory Server: install it (Debian: apt-get install 389-ds-base).');
  return found;
}

/** Puts a certificate for loopback and its authority into the certificate database of the server. */
function secure(folder: string, expired?: boolean): TestAuthority {
  const authority = new TestAuthority(path.join(folder, 'tls'), 'Test Authority of 389 Directory Server');
  const { certFile, keyFile } = authority.issue({ expired });
  const inFolder = (command: string, ...args: readonly string[]) =>
    void execFileSync(command, args, { cwd: folder, stdio: 'pipe' });
  inFolder('certutil', '-N', '-d', '.', '--empty-password');
  inFolder('certutil', '-A', '-d', '.', '-n', 'CA', '-t', 'CT,,', '-i', authority.caFile);
  const bundle = ['-out', 'server.p12', '-name', 'Server-Cert', '-passout', 'pass:'];
  inFolder('openssl', 'pkcs12', '-export', '-in', certFile, '-inkey', keyFile, ...bundle);
  inFolder('pk12util', '-i', 'server.p12', '-d', '.', '-W', '');
  return authority;
}

/** The configuration that comes with the server, for this folder and these ports. */
function configuration(
  folder: string,
  ports: { readonly ldap: number; readonly ldaps: number },
  owner: Owner | undefined,
): string {
  const values: Readonly<Record<string, string>> = {
    ...Object.fromEntries(FOLDERS.map((name) => [`${name}_dir`, path.join(folder, name)])),
    inst_dir: folder,
    cert_dir: folder,
    config_dir: folder,
    db_home_dir: path.join(folder, 'home'),
    db_lib: 'bdb',
    fqdn: 'localhost',
    ds_port: String(ports.ldap),
    ds_user: owner ? 'dirsrv' : String(process.env['USER']),
    rootdn: ROOT_DN,
    ds_passwd: hashed(PASSWORD),
    ds_suffix: SUFFIX,
    ds_bename: 'userRoot',
    instance_name: 'test',
    ldapi_enabled: 'off',
    ldapi_autobind: 'off',
    ldapi: path.join(folder, 'run/socket'),
  };
  const further = [
    'nsslapd-listenhost: 127.0.0.1',
    'nsslapd-securelistenhost: 127.0.0.1',
    `nsslapd-securePort: ${ports.ldaps}`,
    'nsslapd-security: on',
  ];
  const templates = ['template-dse.ldif', 'template-suffix-db.ldif'].map((name) =>
    readFileSync(path.join(SHARE, name), 'utf8'),
  );
  return templates
    .join('\n')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replaceAll(/%(\w+)%/g, (whole, name: string) => values[name] ?? whole)
    .replace(/^dn: cn=config\n/m, `$&${further.join('\n')}\n`);
}

/** The server refuses a configuration with the password itself. */
function hashed(password: string): string {
  const salt = randomBytes(8);
  const digest = createHash('sha512').update(password).update(salt).digest();
  return `{SSHA512}${Buffer.concat([digest, salt]).toString('base64')}`;
}

function baseEntries(): string {
  const readable = `(targetattr="* || nsAccountLock")(version 3.0; acl "reader"; allow (read, search, compare) userdn="ldap:///uid=reader,${SUFFIX}";)`;
  return [
    ldif(SUFFIX, { objectClass: ['top', 'domain'], dc: 'example', aci: readable }),
    ldif(`uid=reader,${SUFFIX}`, {
      objectClass: ['account', 'simpleSecurityObject', 'extensibleObject'],
      uid: 'reader',
      cn: 'reader',
      userPassword: PASSWORD,
    }),
  ].join('');
}

function own(folder: string, { uid, gid }: Owner): void {
  for (const each of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    chownSync(path.join(folder, each), uid, gid);
  }
}
