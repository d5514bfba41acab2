import { Command } from 'commander';

import type { RunCommand } from './command.js';
import { approve } from './commands/approve.js';
import { cancel } from './commands/cancel.js';
import { check } from './commands/check.js';
import { migrate } from './commands/migrate.js';
import { plan } from './commands/plan.js';
import { revert } from './commands/revert.js';
import { run } from './commands/run.js';
import { runs } from './commands/runs.js';
import { settingsExport } from './commands/settings-export.js';
import { settingsImport } from './commands/settings-import.js';
import { settingsShow } from './commands/settings-show.js';
import { show } from './commands/show.js';
import type { Texts } from './texts.js';

const COMMANDS = [check, run, plan, approve, revert, cancel, runs, show, migrate];

/**
 * `ldap-batch-sync`, with all its commands. Parsing throws commander's `CommanderError` instead of ending the process,
 * and leaves its text to `usageLines`.
 */
export function program(texts: Texts, carry: RunCommand): Command {
  const settings = new Command('settings').description(texts.t('command.settings'));
  for (const command of [settingsShow, settingsImport, settingsExport]) settings.addCommand(command(texts, carry));

  const whole = new Command('ldap-batch-sync').description(texts.t('program.description'));
  whole.addCommand(settings);
  for (const command of COMMANDS) whole.addCommand(command(texts, carry));
  whole.addHelpText('after', `\n${texts.t('program.exitCodes')}\n`);
  everyCommand(whole, (command) => inWordsOf(texts, command));
  return whole;
}

function everyCommand(command: Command, apply: (command: Command) => void): void {
  apply(command);
  for (const inner of command.commands) everyCommand(inner, apply);
}

function inWordsOf({ t }: Texts, command: Command): void {
  const titles: Record<string, string> = {
    'Usage:': t('help.usage'),
    'Arguments:': t('help.arguments'),
    'Options:': t('help.options'),
    'Commands:': t('help.commands'),
  };
  command
    .exitOverride()
    .helpOption('-h, --help', t('option.help'))
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .configureOutput({ outputError: () => {} });
  if (command.commands.length > 0) command.helpCommand('help [command]', t('help.topic'));
}
