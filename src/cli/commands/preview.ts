import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newJobCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { previewLines } from '../preview-lines.js';
import { readSettingsFile } from '../settings-file.js';
import type { Texts } from '../texts.js';

interface PreviewOptions extends CommonOptions {
  readonly settings?: string;
}

/** `preview WHO`: says what a run would do with one person, by the stored settings or by those of a file. */
export function preview(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('preview', texts)
    .description(texts.t('command.preview'))
    .argument('<who>', texts.t('argument.entry'))
    .option('--settings <file>', texts.t('option.unsavedSettings'))
    .action((who: string, { settings: file, ...options }: PreviewOptions) =>
      runCommand(options, async (context) => {
        const settings = file === undefined ? undefined : await readSettingsFile(file);
        const json = await (await context.client()).preview(who, settings);
        const exitCode = json.entries.length > 0 ? EXIT.done : EXIT.failed;
        return { exitCode, json, lines: previewLines(texts, json) };
      }),
    );
}
