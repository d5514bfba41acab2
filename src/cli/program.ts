import { Command, type CommanderError } from 'commander';

import type { RunCommand } from './command.js';
import { approve } from './commands/approve.js';
import { cancel } from './commands/cancel.js';
import { check } from './commands/check.js';
import { conflicts } from './commands/conflicts.js';
import { jobs } from './commands/jobs.js';
import { migrate } from './commands/migrate.js';
import { plan } from './commands/plan.js';
import { pools } from './commands/pools.js';
import { preview } from './commands/preview.js';
import { rekey } from './commands/rekey.js';
import { revert } from './commands/revert.js';
import { run } from './commands/run.js';
import { runs } from './commands/runs.js';
import { settingsExport } from './commands/settings-export.js';
import { settingsImport } from './commands/settings-import.js';
import { settingsVersions } from './commands/settings-versions.js';
import { settingsShow } from './commands/settings-show.js';
import { show } from './commands/show.js';
import { resume } from './commands/resume.js';
import { why } from './commands/why.js';
import type { Texts } from './texts.js';
import { UsageError } from './usage-error.js';

const COMMANDS = [
  check,
  run,
  plan,
  approve,
  revert,
  cancel,
  resume,
  why,
  preview,
  conflicts,
  runs,
  show,
  jobs,
  pools,
  rekey,
  migrate,
];

/**
 * The command `ldap-batch-sync` with its subcommands. Parsing throws a `UsageError` instead of ending the process.
 * `usageLines` localizes its message.
 */
export function program(texts: Texts, runCommand: RunCommand): Command {
  const settings = new Command('settings').description(texts.t('command.settings'));
  for (const command of [settingsShow, settingsImport, settingsExport, settingsVersions])
    settings.addCommand(command(texts, runCommand));

  const root = new Command('ldap-batch-sync').description(texts.t('program.description'));
  root.addCommand(settings);
  for (const command of COMMANDS) root.addCommand(command(texts, runCommand));
  root.addHelpText('after', `\n${texts.t('program.exitCodes')}\n`);
  forEachCommand(root, (command) => localizeCommand(texts, command));
  return root;
}

function forEachCommand(command: Command, apply: (command: Command) => void): void {
  apply(command);
  for (const inner of command.commands) forEachCommand(inner, apply);
}

function localizeCommand({ t }: Texts, command: Command): void {
  const titles: Record<string, string> = {
    'Usage:': t('help.usage'),
    'Arguments:': t('help.arguments'),
    'Options:': t('help.options'),
    'Commands:': t('help.commands'),
  };
  command
    .exitOverride((error: CommanderError) => {
      throw new UsageError(error, pathOf(command));
    })
    .helpOption('-h, --help', t('option.help'))
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .configureOutput({ outputError: () => {} });
  if (command.commands.length > 0) command.helpCommand('help [command]', t('help.topic'));
}

/** The words with which a command is called, as in `ldap-batch-sync settings show`. */
function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
