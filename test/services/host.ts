import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { provideEmptyDatabase } from './embedded.js';

const ROOT = path.join(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'dist/host/main.js');
const END_WITH_PARENT = new URL('../../scripts/lib/end-with-parent.mjs', import.meta.url).href;

/** Passwords of the accounts of a host under test. */
export const PASSWORDS = { admin: 'admin-for-a-test', operator: 'operator-for-a-test' } as const;

export interface BuiltHostOptions {
  readonly dataFolder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** @default all */
  readonly role?: 'admin' | 'operator' | 'worker';
}

/** The built host in a separate process on a free port. Stop it in `afterAll`. */
export class BuiltHost {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private logText = '';
  private address = '';

  /** Throws an error with the host's output if it does not start. */
  static async start(options: BuiltHostOptions): Promise<BuiltHost> {
    if (!existsSync(MAIN)) throw new Error(`There is no ${MAIN}: run "npm run build" first.`);
    if (!options.environment?.['DATABASE_URL']) await provideEmptyDatabase(options.dataFolder);
    const host = new BuiltHost(options);
    await host.ready();
    return host;
  }

  private constructor({ dataFolder, environment, role }: BuiltHostOptions) {
    this.child = fork(MAIN, role ? ['--role', role] : [], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        DATA_DIR: dataFolder,
        LOG_LEVEL: 'debug',
        ADMIN_PASSWORD: PASSWORDS.admin,
        OPERATOR_PASSWORD: PASSWORDS.operator,
        ...environment,
      },
      execArgv: ['--enable-source-maps', '--import', END_WITH_PARENT],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.ended = new Promise((done) => this.child.once('close', () => done()));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.logText += text));
    }
  }

  /** `http://127.0.0.1:<port>` */
  get url(): string {
    return this.address;
  }

  /** Its output so far. */
  get log(): string {
    return this.logText;
  }

  /** Stops the host and waits until it has ended. Safe to call twice. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }

  private async ready(): Promise<void> {
    const said = new Promise<void>((done) => {
      this.child.stdout?.on('data', () => {
        this.address ||= /^Ready: (http:\/\/[^/\s]+)/m.exec(this.logText)?.[1] ?? '';
        if (this.address) done();
      });
    });
    await Promise.race([said, this.ended]);
    if (!this.address) throw new Error(`The host did not start. Its output:\n${this.logText}`);
  }
}
