import type { Command } from 'commander';

import type { Answer } from '../answer.js';
import { CliError } from '../cli-error.js';
import { type RunCommand, type CommonOptions, newCommand, type CommandContext } from '../command.js';
import { EXIT } from '../exit-code.js';
import { readSettingsFile, type SettingsFile, withBindPassword } from '../settings-file.js';
import type { Texts } from '../texts.js';

/** `settings import [file]`: saves all of it, or says field by field why not and changes nothing. */
export function settingsImport(texts: Texts, carry: RunCommand): Command {
  return newCommand('import', texts)
    .description(texts.t('command.settingsImport'))
    .argument('[file]', texts.t('argument.importFile'))
    .action((file: string | undefined, options: CommonOptions) =>
      carry(options, async (at) => importSettings(at, await readSettingsFile(file))),
    );
}

async function importSettings(at: CommandContext, content: SettingsFile): Promise<Answer> {
  const client = await at.client();
  const outcome = await client.saveSettings(withBindPassword(content, await bindPassword(at, content)));
  if (!outcome.ok) throw new CliError('SETTINGS_REFUSED', { exitCode: EXIT.failed, fields: outcome.errors });
  const lines = [at.texts.t('settings.imported', { version: outcome.saved.version })];
  return { exitCode: EXIT.done, json: outcome.saved, lines };
}

/** Undefined keeps the one that is stored. */
async function bindPassword(at: CommandContext, { dataPool }: SettingsFile): Promise<string | undefined> {
  const given = process.env['LDAP_BIND_PASSWORD'];
  if (given !== undefined) return given;
  if (!dataPool?.bindDn || dataPool.bindPassword !== undefined) return undefined;
  return (await at.askSecret(at.texts.t('prompt.bindPassword', { bindDn: dataPool.bindDn }))) || undefined;
}
