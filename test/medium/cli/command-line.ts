import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Change, FieldError, Page, Problem, Run } from '../../../src/index.js';
import type { ResidentCommands } from './resident-commands.js';

const ROOT = join(import.meta.dirname, '../../..');
export const MAIN = join(ROOT, 'dist/cli/main.js');

type Environment = Readonly<Record<string, string>>;

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
  readonly settings: Readonly<Record<string, unknown>>;
  readonly error: { readonly code: string; readonly fields: readonly FieldError[] };
}

/** Runs the built `ldap-batch-sync` in a given environment, in a process for each command or in a resident one. */
export class CommandLine {
  private readonly environment: Environment;

  constructor(
    environment: Environment,
    private readonly resident?: ResidentCommands,
  ) {
    if (!existsSync(MAIN)) throw new Error('Build first: npm run build.');
    const { PATH = '', HOME = '' } = process.env;
    this.environment = { PATH, HOME, LANG: 'C.UTF-8', ...environment };
  }

  async run(...words: string[]): Promise<Outcome> {
    return this.resident ? this.resident.run(words, this.environment) : this.start(...words).ended;
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
    const child = spawn(process.execPath, [MAIN, ...words], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new RunningCommand(child);
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
