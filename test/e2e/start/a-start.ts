import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const NOTHING_OF_HERE = { PORT: '0', LDAP_URL: '', DATABASE_URL: '' };
/** For what has to be built first, on a busy machine. */
const PATIENCE_MS = 90_000;

const ROOT = path.join(import.meta.dirname, '../../..');

/** `npm start`, as somebody types it, with a data folder of its own. */
export class Start {
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;
  private readonly events = new EventEmitter<{ moved: [] }>();
  private outputText = '';

  constructor(
    readonly dataFolder: string,
    environment: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ) {
    this.child = spawn('npm', ['start', '--', ...args], {
      cwd: ROOT,
      // What it builds is what people get: not as for a test.
      env: { ...process.env, NODE_ENV: undefined, ...NOTHING_OF_HERE, DATA_DIR: dataFolder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.outputText += text;
        this.events.emit('moved');
      });
    }
    this.ended = new Promise((done) => this.child.once('close', done));
    this.child.once('close', () => this.events.emit('moved'));
  }

  get output(): string {
    return this.outputText;
  }

  /** Waits for what it says. Throws when it ends, or takes too long, without a word of it. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const found = pattern.exec(this.outputText);
      if (found) return found;
      if (signal.aborted || this.child.exitCode !== null) {
        throw new Error(`npm start did not say ${pattern}:\n${this.outputText}`);
      }
      await once(this.events, 'moved', { signal }).catch(() => undefined);
    }
  }

  async url(): Promise<string> {
    const [, url = ''] = await this.says(/Ready: (http:\/\/[^/]+)/);
    return url;
  }

  stop(): void {
    this.child.kill('SIGTERM');
  }

  /** As in a power cut: nobody is told. */
  killStartScript(): void {
    const [pid] = processesOf(this.dataFolder, 'scripts/start.ts');
    if (pid) process.kill(pid, 'SIGKILL');
  }
}

/** Processes with `part` on their command line that work on a data folder. */
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
