import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { settingsFile, writeSettingsFile } from '../settings-file.js';
import type { Texts } from '../texts.js';

/** `settings export [file]`: writes the settings as JSON, without secrets. */
export function settingsExport(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('export', texts)
    .description(texts.t('command.settingsExport'))
    .argument('[file]', texts.t('argument.exportFile'))
    .action((file: string | undefined, options: CommonOptions) =>
      runCommand(options, async (context) => {
        const content = settingsFile(await (await context.client()).settings());
        if (file === undefined) {
          return { exitCode: EXIT.done, json: content, lines: [JSON.stringify(content, null, 2)] };
        }
        await writeSettingsFile(file, content);
        return { exitCode: EXIT.done, json: { file }, lines: [texts.t('settings.exported', { file })] };
      }),
    );
}
