import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newJobCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { settingsLines } from '../settings-lines.js';
import type { Texts } from '../texts.js';

/** `settings show`: shows the current settings without secrets. */
export function settingsShow(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('show', texts)
    .description(texts.t('command.settingsShow'))
    .action((options: CommonOptions) =>
      runCommand(options, async (context) => {
        const settings = await (await context.client()).settings();
        return { exitCode: EXIT.done, json: settings, lines: settingsLines(texts, settings, context.output.width) };
      }),
    );
}
