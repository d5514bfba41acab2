import type { CommandContext, CommandResult, CommonOptions, RunCommand } from './command.js';
import { errorLines, errorText, toCliError } from './errors.js';
import type { ExitCode } from './exit-code.js';
import { printedCommand } from './printed-command.js';
import type { SyncClient } from './sync-client.js';

/** Dependencies of commands. */
export interface CommandRunnerOptions extends Omit<CommandContext, 'client' | 'command' | 'jobCommand'> {
  openClient(options: CommonOptions): Promise<SyncClient>;
  end(exitCode: ExitCode): void;
}

/** Opens the add-on when a command first uses it, prints the result or the error, and closes the add-on. */
export function createCommandRunner(runnerOptions: CommandRunnerOptions): RunCommand {
  return async (options, work) => {
    let opened: Promise<SyncClient> | undefined;
    const client = () => (opened ??= runnerOptions.openClient(options));
    try {
      const command = (words: string) => printedCommand(words, { ...options, job: undefined });
      const jobCommand = (words: string) => printedCommand(words, options);
      const result = await work({ ...runnerOptions, client, command, jobCommand });
      await printResult(runnerOptions, options, result);
      runnerOptions.end(result.exitCode);
    } catch (error) {
      runnerOptions.end(await printError(runnerOptions, options, error));
    } finally {
      await opened?.then((openedClient) => openedClient.close()).catch(() => {});
    }
  };
}

async function printResult(
  { output }: CommandRunnerOptions,
  options: CommonOptions,
  { json, lines }: CommandResult,
): Promise<void> {
  if (options.json) return output.result(JSON.stringify(json, null, 2));
  for await (const line of lines) {
    if (output.isClosed) return;
    await output.result(line);
  }
}

async function printError(
  { output, texts }: CommandRunnerOptions,
  options: CommonOptions,
  thrown: unknown,
): Promise<ExitCode> {
  const error = toCliError(thrown);
  for (const line of errorLines(texts, error)) output.message(line);
  if (options.json) {
    const { code, params, fields } = error;
    await output.result(JSON.stringify({ error: { code, params, message: errorText(texts, error), fields } }, null, 2));
  }
  return error.exitCode;
}
