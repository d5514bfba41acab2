/**
 * Starts an OpenLDAP server with its own folder, its own configuration and a free port on loopback. Used by the demo
 * directory, the tests and the bench.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { DirectoryWriter } from './lib/directory-writer.ts';
import { freePort } from './lib/free-port.ts';
import { endsWithParent } from './lib/ends-with-parent.ts';
import { findSlapd, slapdConfiguration, type SlapdInstallation } from './lib/slapd-configuration.ts';
import { loadIfNew, openFolder, type SlapdIdentity } from './lib/slapd-folder.ts';

export interface SlapdTls {
  readonly certFile: string;
  readonly keyFile: string;
  /** The authority that signed `certFile`. */
  readonly caFile: string;
}

export interface SlapdOptions {
  /** Contains configuration, passwords and data. An existing folder is opened with its data. */
  readonly folder: string;
  /** @default 'dc=example,dc=org' */
  readonly suffix?: string;
  /**
   * Entries to load into a new folder: LDIF text, or the path of an LDIF file. The suffix and `cn=reader` are created
   * first, unless the LDIF contains the suffix.
   */
  readonly ldif?: string;
  /** @default a free port */
  readonly port?: number;
  /** Enables StartTLS on the same port and LDAPS on another one. */
  readonly tls?: SlapdTls;
  /** Whether entries can be read without a bind. @default false */
  readonly anonymousRead?: boolean;
  /** Maximum number of entries per search, except for the root user. @default unlimited */
  readonly sizeLimit?: number;
  /** Additional lines of slapd.conf(5), before the database. */
  readonly globalConfig?: readonly string[];
  /** Additional lines of slapd.conf(5) for the database. `access` lines precede the default ones. */
  readonly databaseConfig?: readonly string[];
}

export class Slapd extends DirectoryWriter {
  /** `ldap://127.0.0.1:<port>` */
  readonly url: string;
  /** `ldaps://localhost:<port>`, with `tls` only. */
  readonly ldapsUrl: string | undefined;
  readonly port: number;
  readonly baseDn: string;
  /** The root user. No limits or access rules apply to it. */
  readonly rootDn: string;
  readonly rootPassword: string;
  /** Service account that can read everything except passwords. `sizeLimit` applies to it. */
  readonly readerDn: string;
  readonly readerPassword: string;
  private readonly child: ChildProcess;
  private readonly exited: Promise<void>;

  /** Throws an error with slapd's output if it does not start. */
  static async start(options: SlapdOptions): Promise<Slapd> {
    const installation = findSlapd();
    const folder = resolve(options.folder);
    const identity = openFolder(folder, options.suffix);
    const attempts = options.port === undefined ? 5 : 1;

    for (let attempt = 1; ; attempt += 1) {
      const ports = { ldap: options.port ?? (await freePort()), ldaps: options.tls ? await freePort() : undefined };
      try {
        return await Slapd.startOnPorts(ports, { installation, folder, identity, options });
      } catch (error) {
        // Another process may have taken the port in the meantime.
        if (attempt >= attempts || !/bind\(\d+\) failed|Address already in use/i.test(String(error))) throw error;
      }
    }
  }

  private static async startOnPorts(
    ports: Ports,
    { installation, folder, identity, options }: StartContext,
  ): Promise<Slapd> {
    const configFile = join(folder, 'slapd.conf');
    writeFileSync(configFile, slapdConfiguration({ ...options, ...identity, installation, folder }), { mode: 0o600 });
    loadIfNew({ installation, folder, configFile, identity, ldif: options.ldif });

    const urls = [`ldap://127.0.0.1:${ports.ldap}/`];
    if (ports.ldaps) urls.push(`ldaps://127.0.0.1:${ports.ldaps}/`);
    const [command, args] = endsWithParent(installation.slapd, ['-d', 'none', '-f', configFile, '-h', urls.join(' ')]);
    // A separate process group, so that Ctrl-C in the terminal does not reach slapd. It is stopped explicitly.
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    const slapd = new Slapd(child, ports, identity);
    await slapd.waitUntilReady(captureErrorOutput(child));
    return slapd;
  }

  private constructor(child: ChildProcess, ports: Ports, identity: SlapdIdentity) {
    const url = `ldap://127.0.0.1:${ports.ldap}`;
    const rootDn = `cn=admin,${identity.suffix}`;
    super({ url, dn: rootDn, password: identity.rootPassword });
    this.child = child;
    this.exited = new Promise((done) => {
      child.once('exit', () => done());
      child.once('error', () => done());
    });
    this.port = ports.ldap;
    this.url = url;
    this.ldapsUrl = ports.ldaps ? `ldaps://localhost:${ports.ldaps}` : undefined;
    this.baseDn = identity.suffix;
    this.rootDn = rootDn;
    this.rootPassword = identity.rootPassword;
    this.readerDn = `cn=reader,${identity.suffix}`;
    this.readerPassword = identity.readerPassword;

    const killWithParent = () => void child.kill('SIGKILL');
    process.once('exit', killWithParent);
    child.once('exit', () => process.off('exit', killWithParent));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Stops slapd and waits until it has ended. The data stays in the folder. Safe to call twice. */
  async stop(): Promise<void> {
    await this.disconnect();
    this.resume();
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.kill(), 10_000);
    await this.exited;
    clearTimeout(force);
  }

  /** Kills slapd, which simulates a power failure. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Suspends slapd without closing connections, until `resume()`. */
  pause(): void {
    this.child.kill('SIGSTOP');
    // Threads stop one after another. Until all have stopped, a request may still be answered.
    const deadline = Date.now() + 2_000;
    while (!isStopped(this.pid) && Date.now() < deadline);
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  private isRunning(): boolean {
    return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  private async waitUntilReady(output: () => string): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline && this.isRunning()) {
      try {
        await this.connected();
        return;
      } catch {
        await this.disconnect();
        await pause(20);
      }
    }
    this.kill();
    throw new Error(`slapd did not start on ${this.url}. Its output:\n${output()}`);
  }
}

interface Ports {
  readonly ldap: number;
  readonly ldaps: number | undefined;
}

interface StartContext {
  readonly installation: SlapdInstallation;
  readonly folder: string;
  readonly identity: SlapdIdentity;
  readonly options: SlapdOptions;
}

function isStopped(pid: number): boolean {
  const threads = `/proc/${pid}/task`;
  if (!existsSync(threads)) return true;
  return readdirSync(threads).every((thread) => /\) T /.test(readFileSync(join(threads, thread, 'stat'), 'utf8')));
}

/** Collects the end of its error output. */
function captureErrorOutput(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (data: string) => (text = (text + data).slice(-8_192)));
  return () => text;
}
