import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Attribute, Change, Control } from 'ldapts';

import { DirectoryWriter } from '../../../scripts/lib/directory-writer.js';
import { TestAuthority } from '../certificates.js';
import { ended, untilBound } from '../directory-process.js';
import { addressWithLdapPorts } from './loopback-address.js';
import { DOMAIN, provisionedDomain, smbConf } from './provision.js';

/** LDAP_SERVER_SHOW_DELETED_OID (MS-ADTS 3.1.1.3.4.1.14). */
const SHOW_DELETED = '1.2.840.113556.1.4.417';

export interface ActiveDirectoryOptions {
  /** LDIF text to load before the start. Accounts without a password need userAccountControl 544 or 546. */
  readonly ldif?: string;
  /** Further lines of smb.conf(5), section global. */
  readonly configuration?: readonly string[];
  /** Whether the certificate of the server has expired. @default false */
  readonly isExpired?: boolean;
}

/**
 * A domain controller of Active Directory: Samba with its fixed ports 389 and 636 on a loopback address of its own, so that
 * several can run at once. It ends with this process. Simple binds need TLS.
 */
export class ActiveDirectory extends DirectoryWriter {
  readonly baseDn = DOMAIN.baseDn;
  readonly readerDn = DOMAIN.reader;
  readonly readerPassword = DOMAIN.password;
  readonly url: string;
  readonly ldapsUrl: string;

  static async start({ ldif, configuration = [], isExpired }: ActiveDirectoryOptions = {}): Promise<ActiveDirectory> {
    const folder = mkdtempSync(path.join(tmpdir(), 'ldap-batch-sync-ad-'));
    cpSync(provisionedDomain(), folder, { recursive: true });
    const address = await addressWithLdapPorts();
    const authority = new TestAuthority(path.join(folder, 'tls'), 'Test Authority of Active Directory');
    const { certFile, keyFile } = authority.issue({ names: [DOMAIN.host, address], expired: isExpired });
    const file = path.join(folder, 'smb.conf');
    const lines = [
      `interfaces = ${address}/8`,
      'bind interfaces only = yes',
      `tls certfile = ${certFile}`,
      `tls keyfile = ${keyFile}`,
      `tls cafile = ${authority.caFile}`,
      ...configuration,
    ];
    writeFileSync(file, smbConf(folder, lines));
    for (const kind of ['cache', 'lock', 'pid']) mkdirSync(path.join(folder, kind), { recursive: true });
    if (ldif !== undefined) load(folder, ldif);

    // Samba ends when its standard input does, so also when this process is killed.
    const child = spawn('sh', ['-c', 'exec samba -i -M single -s "$0" >"$1" 2>&1', file, path.join(folder, 'output')], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    const domain = new ActiveDirectory(child, folder, address, authority.pem, isExpired);
    await domain.waitUntilReady();
    return domain;
  }

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    address: string,
    /** PEM of the authority that signed the certificate of the server. */
    readonly ca: string,
    isExpired = false,
  ) {
    const ldapsUrl = `ldaps://${address}`;
    super({ url: ldapsUrl, dn: DOMAIN.administrator, password: DOMAIN.password, ca, isTrusted: isExpired });
    this.url = `ldap://${address}`;
    this.ldapsUrl = ldapsUrl;
  }

  /**
   * Restores a deleted object under its objectGUID (MS-ADTS 3.1.1.5.3.7.2). Without the recycle bin, most of its attributes are
   * lost.
   *
   * @param guid canonical text of its objectGUID.
   */
  async reanimate(guid: string, dn: string): Promise<void> {
    const changes = [
      new Change({ operation: 'delete', modification: new Attribute({ type: 'isDeleted' }) }),
      new Change({ operation: 'replace', modification: new Attribute({ type: 'distinguishedName', values: [dn] }) }),
    ];
    const [rdn = ''] = dn.split(',');
    const deleted = String.raw`${rdn}\0ADEL:${guid},CN=Deleted Objects,${this.baseDn}`;
    await (await this.connected()).modify(deleted, changes, new Control(SHOW_DELETED, { critical: true }));
  }

  /** Ends the server and deletes its data. */
  async stop(): Promise<void> {
    await this.disconnect();
    await ended(this.child, () => this.child.stdin?.end());
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async waitUntilReady(): Promise<void> {
    const failure = await untilBound(this.child, async () => {
      await this.disconnect();
      await this.connected();
    });
    if (failure === undefined) return;
    const output = readFileSync(path.join(this.folder, 'output'), 'utf8');
    await this.stop();
    throw new Error(`Samba did not start: ${output}`, { cause: failure });
  }
}

const LOAD = `
import sys
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB
parameters = LoadParm()
parameters.load(sys.argv[1])
database = SamDB(lp=parameters, session_info=system_session())
database.transaction_start()
database.add_ldif(open(sys.argv[2]).read())
database.transaction_commit()
`;

/** Adds entries without the server: some hundred a second. */
function load(folder: string, ldif: string): void {
  const file = path.join(folder, 'people.ldif');
  writeFileSync(file, ldif);
  // Samba's modules belong to the Python of Debian, which need not be the first one on the PATH.
  execFileSync('/usr/bin/python3', ['-c', LOAD, path.join(folder, 'smb.conf'), file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
