import type { Answer } from './answer.js';
import type { RunCommand, CommonOptions, CommandContext } from './command.js';
import { errorLines, errorText, toCliError } from './errors.js';
import type { ExitCode } from './exit-code.js';
import type { SyncClient } from './sync-client.js';

/** What a command is given beside its options. */
export interface CommandEnvironment extends Omit<CommandContext, 'client'> {
  openClient(options: CommonOptions): Promise<SyncClient>;
  end(exitCode: ExitCode): void;
}

/** Opens the add-on when a command first asks for it, tells the answer or what went wrong, and lets everything go. */
export function commandRunner(around: CommandEnvironment): RunCommand {
  return async (options, work) => {
    let opened: Promise<SyncClient> | undefined;
    const client = () => (opened ??= around.openClient(options));
    try {
      const answer = await work({ ...around, client });
      await tell(around, options, answer);
      around.end(answer.exitCode);
    } catch (error) {
      around.end(await tellError(around, options, error));
    } finally {
      await opened?.then((one) => one.close()).catch(() => {});
    }
  };
}

async function tell({ screen }: CommandEnvironment, options: CommonOptions, { json, lines }: Answer): Promise<void> {
  if (options.json) return screen.answer(JSON.stringify(json, null, 2));
  for await (const line of lines) await screen.answer(line);
}

async function tellError(
  { screen, texts }: CommandEnvironment,
  options: CommonOptions,
  thrown: unknown,
): Promise<ExitCode> {
  const error = toCliError(thrown);
  for (const line of errorLines(texts, error)) screen.message(line);
  if (options.json) {
    const { code, params, fields } = error;
    await screen.answer(JSON.stringify({ error: { code, params, message: errorText(texts, error), fields } }, null, 2));
  }
  return error.exitCode;
}
