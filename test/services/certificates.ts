/** Creates certificates for tests with openssl. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface CertificateOptions {
  /** Subject alternative names of the certificate. @default localhost and 127.0.0.1 */
  readonly names?: readonly string[];
  /** Whether the certificate has expired. @default false */
  readonly expired?: boolean;
  /** What it identifies. @default 'server' */
  readonly of?: 'server' | 'client';
}

/** A certificate authority for a test. */
export class TestAuthority {
  readonly caFile: string;
  /** PEM for the settings. */
  readonly pem: string;
  private count = 0;

  constructor(
    private readonly folder: string,
    name = 'Test Authority',
  ) {
    mkdirSync(folder, { recursive: true });
    this.caFile = path.join(folder, 'ca.pem');
    const extensions = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'];
    const subject = ['-subj', `/CN=${name}`];
    this.openssl([
      'req',
      '-x509',
      ...newKey(this.file('ca.key')),
      '-out',
      this.caFile,
      '-days',
      '2',
      ...subject,
      ...extensions,
    ]);
    this.pem = readFileSync(this.caFile, 'utf8');
  }

  /** Creates a certificate signed by the authority. */
  issue(options: CertificateOptions = {}): CertificateFiles {
    const { names = ['localhost', '127.0.0.1'], expired = false, of = 'server' } = options;
    const name = `${of}-${(this.count += 1)}`;
    const files = { certFile: this.file(`${name}.pem`), keyFile: this.file(`${name}.key`) };
    const request = this.file(`${name}.csr`);
    this.openssl(['req', ...newKey(files.keyFile), '-out', request, '-subj', `/CN=${names[0] ?? ''}`]);

    const validity = expired
      ? ['-startdate', '20200101000000Z', '-enddate', '20210101000000Z']
      : ['-startdate', '20200101000000Z', '-days', '2'];
    const config = this.configuration(name, names, of);
    this.openssl(['ca', '-batch', '-notext', '-config', config, '-in', request, '-out', files.certFile, ...validity]);
    return files;
  }

  /** Configuration of `openssl ca`, the only command of OpenSSL 3.0 that accepts dates. */
  private configuration(name: string, names: readonly string[], of: 'server' | 'client'): string {
    const alternatives = names.map((one) => (/^[\d.]+$/.test(one) ? `IP:${one}` : `DNS:${one}`)).join(',');
    writeFileSync(this.file(`${name}.index`), '');
    writeFileSync(this.file(`${name}.serial`), `0${this.count % 10}`);
    const config = this.file(`${name}.cnf`);
    writeFileSync(
      config,
      `[ca]
default_ca = authority
[authority]
database = ${this.file(`${name}.index`)}
serial = ${this.file(`${name}.serial`)}
new_certs_dir = ${this.folder}
certificate = ${this.caFile}
private_key = ${this.file('ca.key')}
default_md = sha256
policy = any
x509_extensions = server
[any]
commonName = supplied
[server]
subjectAltName = ${alternatives}
extendedKeyUsage = ${of}Auth
`,
    );
    return config;
  }

  private file(name: string): string {
    return path.join(this.folder, name);
  }

  private openssl(args: readonly string[]): void {
    execFileSync('openssl', args, { stdio: 'pipe' });
  }
}

/** Creates a self-signed certificate. */
export function selfSigned(folder: string): CertificateFiles {
  mkdirSync(folder, { recursive: true });
  const files = { certFile: path.join(folder, 'self.pem'), keyFile: path.join(folder, 'self.key') };
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const args = ['req', '-x509', ...newKey(files.keyFile), '-out', files.certFile, '-days', '2', ...name];
  execFileSync('openssl', args, { stdio: 'pipe' });
  return files;
}

function newKey(keyFile: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
}
