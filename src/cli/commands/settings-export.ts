import { type Command, InvalidArgumentError } from 'commander';

import { type RunCommand, type CommonOptions, newJobCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { settingsFile, writeSettingsFile } from '../settings-file.js';
import type { Texts } from '../texts.js';
import { wholeNumber } from '../whole-number.js';

interface ExportOptions extends CommonOptions {
  readonly of?: number;
}

/** `settings export [file]`: writes the settings as JSON, without secrets. */
export function settingsExport(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('export', texts)
    .description(texts.t('command.settingsExport'))
    .argument('[file]', texts.t('argument.exportFile'))
    .option('--of <version>', texts.t('option.of'), versionNumber(texts))
    .action((file: string | undefined, { of, ...options }: ExportOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const settings = await (of === undefined ? client.settings() : client.settingsVersion(of));
        const content = await settingsFile(settings, (pool) => client.pools.get(pool));
        if (file === undefined) {
          return { exitCode: EXIT.done, json: content, lines: [JSON.stringify(content, null, 2)] };
        }
        await writeSettingsFile(file, content);
        return { exitCode: EXIT.done, json: { file }, lines: [texts.t('settings.exported', { file })] };
      }),
    );
}

function versionNumber({ t }: Texts): (text: string) => number {
  return (text) => {
    const version = wholeNumber(text, 1, 999_999_999);
    if (version !== undefined) return version;
    throw new InvalidArgumentError(t('error.version'));
  };
}
