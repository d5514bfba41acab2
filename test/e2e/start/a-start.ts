import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = path.join(import.meta.dirname, '../../..');

/** `npm start`, as somebody types it, with a data folder of its own. */
export class Start {
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  #output = '';

  constructor(
    readonly dataFolder: string,
    environment: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ) {
    this.#child = spawn('npm', ['start', '--', ...args], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: dataFolder, PORT: '0', LDAP_URL: '', DATABASE_URL: '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
    this.ended = new Promise((done) => this.#child.once('close', done));
  }

  get output(): string {
    return this.#output;
  }

  /** Waits for what it says. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.#output);
      if (found) return found;
      if (this.#child.exitCode !== null) throw new Error(`npm start ended without saying ${pattern}:\n${this.#output}`);
      await pause(50);
    }
  }

  async url(): Promise<string> {
    const [, url = ''] = await this.says(/Ready: (http:\/\/[^/]+)/);
    return url;
  }

  stop(): void {
    this.#child.kill('SIGTERM');
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

export async function untilGone(dataFolder: string, part: string): Promise<void> {
  while (processesOf(dataFolder, part).length > 0) await pause(50);
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
