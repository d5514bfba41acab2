/** Finds OpenLDAP on this machine and generates slapd.conf(5). */
import { copyFileSync, chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

export interface SlapdInstallation {
  readonly slapd: string;
  readonly schemaFolder: string;
  /** Undefined if the database backend is compiled in. */
  readonly moduleFolder: string | undefined;
}

export interface SlapdConfiguration {
  readonly installation: SlapdInstallation;
  readonly folder: string;
  readonly suffix: string;
  readonly rootPassword: string;
  readonly tls?: { readonly certFile: string; readonly keyFile: string; readonly caFile: string };
  readonly anonymousRead?: boolean;
  readonly sizeLimit?: number;
  readonly globalConfig?: readonly string[];
  readonly databaseConfig?: readonly string[];
}

/** Finds slapd in `SLAPD` or in the usual folders of distributions, with its schema and modules. */
export function findSlapd(): SlapdInstallation {
  const named = process.env['SLAPD'];
  const roots = [
    ...(named ? [resolve(named, '../../..'), resolve(named, '../..')] : []),
    '/',
    '/usr/local',
    '/opt/homebrew',
  ];
  const slapd = named ?? firstExisting(roots, ['usr/sbin/slapd', 'sbin/slapd', 'libexec/slapd', 'usr/libexec/slapd']);
  const schemaFolder = firstExisting(roots, ['etc/ldap/schema', 'etc/openldap/schema']);
  if (!slapd || !existsSync(slapd) || !schemaFolder) {
    throw new Error('No OpenLDAP server (slapd) was found. Install it, on Debian: apt-get install slapd.');
  }
  const moduleFolder = firstExisting(roots, ['usr/lib/ldap', 'usr/lib64/openldap', 'lib/openldap', 'libexec/openldap']);
  const hasModule = moduleFolder !== undefined && existsSync(join(moduleFolder, 'back_mdb.la'));
  return { slapd: avoidAppArmor(slapd), schemaFolder, moduleFolder: hasModule ? moduleFolder : undefined };
}

export function slapdConfiguration(configuration: SlapdConfiguration): string {
  const { installation, folder, suffix, rootPassword, tls, anonymousRead, sizeLimit } = configuration;
  const schemas = ['core', 'cosine', 'inetorgperson', 'nis'];
  const limit = sizeLimit ?? 'unlimited';

  return [
    ...schemas.map((schema) => `include "${join(installation.schemaFolder, `${schema}.schema`)}"`),
    `pidfile "${join(folder, 'slapd.pid')}"`,
    ...(installation.moduleFolder ? [`modulepath "${installation.moduleFolder}"`, 'moduleload back_mdb.la'] : []),
    ...(tls
      ? [
          `TLSCACertificateFile "${tls.caFile}"`,
          `TLSCertificateFile "${tls.certFile}"`,
          `TLSCertificateKeyFile "${tls.keyFile}"`,
        ]
      : []),
    ...(configuration.globalConfig ?? []),
    'database mdb',
    `suffix "${suffix}"`,
    `rootdn "cn=admin,${suffix}"`,
    `rootpw "${rootPassword}"`,
    `directory "${join(folder, 'data')}"`,
    'maxsize 8589934592',
    'dbnosync',
    'index objectClass,entryUUID,entryCSN,uid,cn,mail eq',
    ...(configuration.databaseConfig ?? []),
    `limits users size=${limit} time=unlimited`,
    `limits anonymous size=${limit} time=unlimited`,
    'access to attrs=userPassword by anonymous auth by * none',
    `access to * by users read by * ${anonymousRead ? 'read' : 'auth'}`,
    '',
  ].join('\n');
}

function firstExisting(roots: readonly string[], paths: readonly string[]): string | undefined {
  return roots.flatMap((root) => paths.map((path) => join(root, path))).find((path) => existsSync(path));
}

/** AppArmor restricts slapd, by its path, to the folders of the system service. A copy is not restricted. */
function avoidAppArmor(slapd: string): string {
  const enabled = '/sys/module/apparmor/parameters/enabled';
  if (!existsSync('/etc/apparmor.d/usr.sbin.slapd') || !existsSync(enabled)) return slapd;
  if (!readFileSync(enabled, 'utf8').startsWith('Y')) return slapd;

  const folder = join(tmpdir(), `ldap-addon-slapd-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const copy = join(folder, 'slapd');
  if (!existsSync(copy)) copyFileSync(slapd, copy);
  chmodSync(copy, 0o700);
  return copy;
}
