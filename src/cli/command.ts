import { Command } from 'commander';

import type { Answer } from './answer.js';
import type { Screen } from './screen.js';
import type { SyncClient } from './sync-client.js';
import type { Texts } from './texts.js';

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly host?: string;
  readonly user: string;
}

/** What a command works with. */
export interface CommandContext {
  readonly screen: Screen;
  readonly texts: Texts;
  /** The add-on, where the options say it is; opened at the first call. */
  client(): Promise<SyncClient>;
  /** From the first call on Ctrl-C aborts this in place of ending the process; a second one ends it. */
  interruption(): AbortSignal;
  /** Asks for a secret without showing it; undefined where nobody sits at a terminal. */
  askSecret(question: string): Promise<string | undefined>;
}

/** Carries a command out and tells the answer. */
export type RunCommand = (options: CommonOptions, work: (at: CommandContext) => Promise<Answer>) => Promise<void>;

/** A command with the options that all of them share. */
export function newCommand(name: string, texts: Texts): Command {
  const { t } = texts;
  return new Command(name)
    .option('--json', t('option.json'))
    .option('--host <url>', t('option.host'))
    .option('--user <name>', t('option.user'), 'admin');
}
