import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newJobCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { previewLines } from '../preview-lines.js';
import type { Texts } from '../texts.js';

/** `preview WHO`: says what a run would do with one person. */
export function preview(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('preview', texts)
    .description(texts.t('command.preview'))
    .argument('<who>', texts.t('argument.entry'))
    .action((who: string, options: CommonOptions) =>
      runCommand(options, async (context) => {
        const json = await (await context.client()).preview(who);
        const exitCode = json.entries.length > 0 ? EXIT.done : EXIT.failed;
        return { exitCode, json, lines: previewLines(texts, json) };
      }),
    );
}
