import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Overrides variables of the test environment. */
const CLEAN_ENVIRONMENT = { PORT: '0', LDAP_URL: '', DATABASE_URL: '' };
/** Includes a build on a busy machine. */
const TIMEOUT_MS = 90_000;

const ROOT = path.join(import.meta.dirname, '../../..');

/** Runs `npm start` with its own data folder. */
export class StartCommand {
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;
  private readonly events = new EventEmitter<{ changed: [] }>();
  private outputText = '';

  constructor(
    readonly dataFolder: string,
    environment: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ) {
    this.child = spawn('npm', ['start', '--', ...args], {
      cwd: ROOT,
      // Without NODE_ENV=test, so that the pages are built as for users.
      env: { ...process.env, NODE_ENV: undefined, ...CLEAN_ENVIRONMENT, DATA_DIR: dataFolder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.outputText += text;
        this.events.emit('changed');
      });
    }
    this.ended = new Promise((done) => this.child.once('close', done));
    this.child.once('close', () => this.events.emit('changed'));
  }

  get output(): string {
    return this.outputText;
  }

  /** Waits for output that matches. Throws if the command ends or times out first. */
  async waitForOutput(pattern: RegExp): Promise<RegExpExecArray> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    for (;;) {
      const found = pattern.exec(this.outputText);
      if (found) return found;
      if (signal.aborted || this.child.exitCode !== null) {
        throw new Error(`npm start did not print ${pattern}:\n${this.outputText}`);
      }
      await once(this.events, 'changed', { signal }).catch(() => undefined);
    }
  }

  async url(): Promise<string> {
    const [, url = ''] = await this.waitForOutput(/Ready: (http:\/\/[^/]+)/);
    return url;
  }

  stop(): void {
    this.child.kill('SIGTERM');
  }

  /** Kills the script without giving it a chance to stop its children. */
  killStartScript(): void {
    const [pid] = processesOf(this.dataFolder, 'scripts/start.ts');
    if (pid) process.kill(pid, 'SIGKILL');
  }
}

/** The ids of processes that use the data folder and have `part` in their command line. */
export function processesOf(dataFolder: string, part: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => read(pid, 'cmdline').includes(part) && belongsTo(pid, dataFolder));
}

function belongsTo(pid: number, dataFolder: string): boolean {
  return `${read(pid, 'environ')}\0`.includes(`DATA_DIR=${dataFolder}\0`);
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
