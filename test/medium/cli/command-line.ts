import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Change, FieldError, Page, Problem, Run } from '../../../src/index.js';

const ROOT = join(import.meta.dirname, '../../..');
export const MAIN = join(ROOT, 'dist/cli/main.js');

type Environment = Readonly<Record<string, string | undefined>>;

export interface Outcome {
  readonly exitCode: number | null;
  readonly out: string;
  readonly messages: string;
}

/** Properties of the JSON output of all commands. */
export interface JsonOutput {
  readonly run: Run;
  readonly changes: Page<Change>;
  readonly problems: Page<Problem>;
  readonly items: readonly Run[];
  readonly nextCursor: string | null;
  readonly settings: { readonly dataPool: Readonly<Record<string, unknown>> };
  readonly error: { readonly code: string; readonly fields: readonly FieldError[] };
}

/** Runs the built `ldap-batch-sync` in a given environment. */
export class CommandLine {
  constructor(private readonly environment: Environment) {
    if (!existsSync(MAIN)) throw new Error('Build first: npm run build.');
  }

  async run(...words: string[]): Promise<Outcome> {
    return this.start(...words).ended;
  }

  /** Runs a command with `--json` and parses its standard output. */
  async json(...words: string[]): Promise<{ exitCode: number | null; answer: JsonOutput }> {
    const { exitCode, out, messages } = await this.run(...words, '--json');
    try {
      return { exitCode, answer: JSON.parse(out) as JsonOutput };
    } catch (cause) {
      throw new Error(`No JSON on standard output: ${out}\n${messages}`, { cause });
    }
  }

  start(...words: string[]): RunningCommand {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8', ...this.environment };
    return new RunningCommand(spawn(process.execPath, [MAIN, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }
}

/** A running command. */
export class RunningCommand {
  readonly ended: Promise<Outcome>;
  private readonly child: ChildProcess;
  private messages = '';

  constructor(child: ChildProcess) {
    this.child = child;
    let out = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.messages += text));
    this.ended = once(child, 'close').then(([exitCode]) => ({
      exitCode: exitCode as number | null,
      out,
      messages: this.messages,
    }));
  }

  /** Resolves when the messages contain the text. */
  async waitForMessage(text: string): Promise<void> {
    while (!this.messages.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`It ended without "${text}": ${this.messages}`);
      await Promise.race([once(this.child.stderr!, 'data'), this.ended]);
    }
  }

  /** Sends SIGINT, as Ctrl-C does. */
  interrupt(): void {
    this.signal('SIGINT');
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}
