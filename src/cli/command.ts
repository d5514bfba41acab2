import { Command, InvalidArgumentError } from 'commander';

import type { ExitCode } from './exit-code.js';
import type { TerminalOutput } from './terminal-output.js';
import type { SyncClient } from './sync-client.js';
import type { Texts } from './texts.js';
import { wholeNumber } from './whole-number.js';

/** The user to sign in as on a host. */
export const DEFAULT_USER = 'admin';
export const DEFAULT_TIMEOUT_SECONDS = 30;

/** Options of all commands. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly host?: string;
  readonly user: string;
  /** Seconds to wait for an answer of a host, or for another command that uses the database. */
  readonly timeout: number;
  /** Name of the job that the command is about; absent: the first one. */
  readonly job?: string;
}

/** Options of commands that synchronize. */
export interface OnlyOptions extends CommonOptions {
  /** Someone who is synchronized alone. */
  readonly only?: string;
}

export interface Interruption {
  readonly signal: AbortSignal;
  /** From now on, Ctrl-C ends the process again. */
  release(): void;
}

/** Context of a running command. */
export interface CommandContext {
  readonly output: TerminalOutput;
  readonly texts: Texts;
  /** The add-on, in the place given by the options. It is opened at the first call. */
  client(): Promise<SyncClient>;
  /** A command line to copy, with the options by which this one found its host. */
  command(words: string): string;
  /** The same for a command about a job, with the job of this one. */
  jobCommand(words: string): string;
  /** Ctrl-C aborts the signal instead of ending the process, until `release()`. A second Ctrl-C ends it. */
  interruption(): Interruption;
  /** Prompts for a secret without showing it. Undefined if there is no terminal. */
  askSecret(question: string): Promise<string | undefined>;
}

/** The result of a command. */
export interface CommandResult {
  readonly exitCode: ExitCode;
  /** Printed with `--json`, as the only output. */
  readonly json: unknown;
  /** Printed without `--json`. */
  readonly lines: Iterable<string> | AsyncIterable<string>;
}

/** Runs a command and prints its result. */
export type RunCommand = (
  options: CommonOptions,
  work: (context: CommandContext) => Promise<CommandResult>,
) => Promise<void>;

/** Creates a command with the options of all commands. */
export function newCommand(name: string, texts: Texts): Command {
  const { t } = texts;
  return new Command(name)
    .option('--json', t('option.json'))
    .option('--host <url>', t('option.host'))
    .option('--user <name>', t('option.user'), DEFAULT_USER)
    .option('--timeout <seconds>', t('option.timeout'), secondsOf(texts), DEFAULT_TIMEOUT_SECONDS);
}

/** Creates a command about one job. */
export function newJobCommand(name: string, texts: Texts): Command {
  return newCommand(name, texts).option('--job <name>', texts.t('option.job'));
}

/** Creates a command about one data pool. */
export function newPoolCommand(name: string, texts: Texts): Command {
  return newCommand(name, texts).argument('<pool>', texts.t('argument.pool'));
}

function secondsOf({ t }: Texts): (text: string) => number {
  return (text) => {
    const seconds = wholeNumber(text, 1, 3_600);
    if (seconds !== undefined) return seconds;
    throw new InvalidArgumentError(t('error.seconds'));
  };
}
