/** The folder of an OpenLDAP server, with its passwords and its initial data. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { SlapdInstallation } from './slapd-configuration.ts';

export interface SlapdIdentity {
  readonly suffix: string;
  readonly rootPassword: string;
  readonly readerPassword: string;
}

/** Passwords are generated once per folder, so that they stay valid after a restart. */
export function openFolder(folder: string, suffix: string | undefined): SlapdIdentity {
  const file = join(folder, 'identity.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as SlapdIdentity;

  mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o700 });
  const identity = {
    suffix: suffix ?? 'dc=example,dc=org',
    rootPassword: newPassword(),
    readerPassword: newPassword(),
  };
  writeFileSync(file, JSON.stringify(identity), { mode: 0o600 });
  return identity;
}

export interface Load {
  readonly installation: SlapdInstallation;
  readonly folder: string;
  readonly configFile: string;
  readonly identity: SlapdIdentity;
  readonly ldif: string | undefined;
}

export function loadIfNew(load: Load): void {
  const marker = join(load.folder, 'loaded');
  if (existsSync(marker)) return;

  // Remove the incomplete data of an interrupted load.
  rmSync(join(load.folder, 'data'), { recursive: true, force: true });
  mkdirSync(join(load.folder, 'data'), { mode: 0o700 });
  for (const { file, isTemporary } of filesToLoad(load)) {
    slapadd(load.installation, load.configFile, file);
    if (isTemporary) rmSync(file);
  }
  writeFileSync(marker, '');
}

function filesToLoad({ folder, identity, ldif }: Load): { readonly file: string; readonly isTemporary: boolean }[] {
  const isText = ldif === undefined || ldif === '' || ldif.includes('\n');
  const people = isText ? write('people.ldif', ldif ?? '') : { file: resolve(ldif), isTemporary: false };
  const bringsSuffix = new RegExp(`^dn:\\s*${escapeRegExp(identity.suffix)}\\s*$`, 'im').test(readStart(people.file));
  return bringsSuffix ? [people] : [write('base.ldif', baseLdif(identity)), people];

  function write(name: string, text: string) {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return { file, isTemporary: true };
  }
}

function readStart(file: string): string {
  const bytes = Buffer.alloc(65_536);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, bytes);
  closeSync(descriptor);
  return bytes.toString('utf8', 0, length);
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function slapadd(installation: SlapdInstallation, configFile: string, file: string): void {
  const result = spawnSync(installation.slapd, ['-T', 'add', '-q', '-f', configFile, '-l', file], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0)
    throw new Error(`slapadd could not load ${file}:\n${result.stderr}`, { cause: result.error });
}

function baseLdif({ suffix, readerPassword }: SlapdIdentity): string {
  const [attribute = '', value = ''] = (suffix.split(',')[0] ?? '').split('=');
  const objectClasses: Record<string, string> = {
    dc: 'objectClass: organization\nobjectClass: dcObject\no: Example\n',
    o: 'objectClass: organization\n',
    ou: 'objectClass: organizationalUnit\n',
  };
  return `dn: ${suffix}
${objectClasses[attribute.toLowerCase()] ?? 'objectClass: extensibleObject\nobjectClass: organizationalRole\n'}${attribute}: ${value}

dn: cn=reader,${suffix}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: ${readerPassword}
`;
}

function newPassword(): string {
  return randomBytes(18).toString('base64url');
}
