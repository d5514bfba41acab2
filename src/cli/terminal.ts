import { CommanderError } from 'commander';

import { askSecret } from './ask-secret.js';
import { commandRunner } from './run-command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { openClient } from './open-client.js';
import { program } from './program.js';
import { Screen } from './screen.js';
import { languageOf, Texts } from './texts.js';
import { usageLines } from './usage-lines.js';

/** The command line of this process: arguments in, exit code out. */
export async function runFromTerminal(): Promise<void> {
  // `ldap-batch-sync runs | head` closes the pipe; there is nobody left to tell.
  process.stdout.on('error', () => {});
  const texts = new Texts(languageOf(process.env));
  const carry = commandRunner({
    screen: new Screen(process.stdout, process.stderr),
    texts,
    interruption,
    askSecret,
    openClient: (options) => openClient({ options, texts, environment: process.env, askSecret }),
    end: (exitCode) => (process.exitCode = exitCode),
  });
  try {
    await program(texts, carry).parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = usageExitCode(texts, error);
  }
  await flushed(process.stdout);
  await flushed(process.stderr);
}

/** Resolves when the other end of a pipe has everything, or is gone. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

function usageExitCode(texts: Texts, error: CommanderError): ExitCode {
  if (error.exitCode === 0) return EXIT.done;
  // Without any command the help was shown, which says enough.
  if (error.code !== 'commander.help') process.stderr.write(`${usageLines(texts, error).join('\n')}\n`);
  return EXIT.wrongUsage;
}

function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort());
  }
  return controller.signal;
}
