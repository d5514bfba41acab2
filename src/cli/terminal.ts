import { askSecret } from './ask-secret.js';
import type { Interruption } from './command.js';
import { createCommandRunner } from './run-command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { openClient } from './open-client.js';
import { program } from './program.js';
import { TerminalOutput } from './terminal-output.js';
import { languageOf, Texts } from './texts.js';
import { UsageError } from './usage-error.js';
import { usageLines } from './usage-lines.js';

/** Runs the command line of this process and sets its exit code. */
export async function runFromTerminal(): Promise<void> {
  // A closed pipe, as in `ldap-batch-sync runs | head`, is not an error.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const texts = new Texts(languageOf(process.env));
  const output = new TerminalOutput(process.stdout, process.stderr);
  const runCommand = createCommandRunner({
    output,
    texts,
    interruption,
    askSecret,
    openClient: (commonOptions) => {
      const say = (line: string) => output.message(line);
      return openClient({ commonOptions, texts, environment: process.env, askSecret, say });
    },
    end: (exitCode) => (process.exitCode = exitCode),
  });
  try {
    await program(texts, runCommand).parseAsync();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.exitCode = usageExitCode(texts, error);
  }
  await flush(process.stdout);
  await flush(process.stderr);
}

/** Resolves when all output was written or the pipe was closed. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

function usageExitCode(texts: Texts, error: UsageError): ExitCode {
  if (error.exitCode === 0) return EXIT.done;
  // Without a command, commander has printed the help.
  if (error.code !== 'commander.help') process.stderr.write(`${usageLines(texts, error).join('\n')}\n`);
  return EXIT.wrongUsage;
}

function interruption(): Interruption {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, abort);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) process.off(signal, abort);
    },
  };
}
