import { Writable } from 'node:stream';

import { createCommandRunner } from '../../../src/cli/run-command.js';
import { program } from '../../../src/cli/program.js';
import { TerminalOutput } from '../../../src/cli/terminal-output.js';
import { Texts } from '../../../src/cli/texts.js';
import type { Language } from '../../../src/i18n/languages.js';
import type { SyncClient } from '../../../src/cli/sync-client.js';
import { UsageError } from '../../../src/cli/usage-error.js';

export interface TerminalResult {
  readonly exitCode: number | undefined;
  readonly out: string;
  readonly messages: string;
  readonly usageError: UsageError | undefined;
}

export interface TerminalOptions {
  readonly language?: Language;
  readonly secret?: string;
  readonly signal?: AbortSignal;
  readonly isTTY?: boolean;
}

/** Runs a command line with a client and returns its output. */
export async function runCommandLine(
  line: string,
  client: SyncClient,
  options: TerminalOptions = {},
): Promise<TerminalResult> {
  const [out, messages] = [new CapturedStream(), new CapturedStream(options.isTTY)];
  const texts = new Texts(options.language ?? 'en');
  let exitCode: number | undefined;
  const runCommand = createCommandRunner({
    output: new TerminalOutput(out, messages),
    texts,
    interruption: () => ({ signal: options.signal ?? new AbortController().signal, release: () => {} }),
    askSecret: async () => options.secret,
    openClient: async () => client,
    end: (code) => (exitCode = code),
  });
  const usageError = await parse(program(texts, runCommand), line);
  return { exitCode, out: out.text, messages: messages.text, usageError };
}

async function parse(command: ReturnType<typeof program>, line: string): Promise<UsageError | undefined> {
  try {
    command.configureOutput({ writeOut: () => {}, writeErr: () => {} });
    await command.parseAsync(line.split(' ').filter(Boolean), { from: 'user' });
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

class CapturedStream extends Writable {
  readonly isTTY: boolean;
  text = '';

  constructor(isTTY = false) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
