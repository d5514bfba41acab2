import type { Command } from 'commander';

import type { CommandResult } from '../command.js';
import { CliError } from '../cli-error.js';
import { type RunCommand, type CommonOptions, newCommand, type CommandContext } from '../command.js';
import { EXIT } from '../exit-code.js';
import { readSettingsFile, type SettingsFile, withBindPassword } from '../settings-file.js';
import { fieldLines } from '../settings-lines.js';
import type { Texts } from '../texts.js';

/** `settings import [file]`: saves all settings, or lists the errors by field and saves nothing. */
export function settingsImport(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('import', texts)
    .description(texts.t('command.settingsImport'))
    .argument('[file]', texts.t('argument.importFile'))
    .action((file: string | undefined, options: CommonOptions) =>
      runCommand(options, async (context) => importSettings(context, await readSettingsFile(file))),
    );
}

async function importSettings(context: CommandContext, content: SettingsFile): Promise<CommandResult> {
  const client = await context.client();
  const outcome = await client.saveSettings(withBindPassword(content, await bindPassword(context, content)));
  if (!outcome.ok) throw new CliError('SETTINGS_REFUSED', { exitCode: EXIT.failed, fields: outcome.errors });
  const { saved, nextExecution, warnings } = outcome;
  const { texts } = context;
  const next = nextExecution
    ? texts.t('settings.nextExecution', { date: texts.date(nextExecution) })
    : texts.t('settings.scheduleOff');
  const lines = [
    `${texts.t('settings.imported', { version: saved.version })} ${next}`,
    ...fieldLines(texts, warnings, '⚠'),
  ];
  return { exitCode: EXIT.done, json: { ...saved, nextExecution, warnings }, lines };
}

/** Undefined keeps the stored password. */
async function bindPassword(context: CommandContext, { dataPool }: SettingsFile): Promise<string | undefined> {
  const given = process.env['LDAP_BIND_PASSWORD'];
  if (given !== undefined) return given;
  if (!dataPool?.bindDn || dataPool.bindPassword !== undefined) return undefined;
  return (await context.askSecret(context.texts.t('prompt.bindPassword', { bindDn: dataPool.bindDn }))) || undefined;
}
