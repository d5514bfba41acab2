import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { settingsLines } from '../settings-lines.js';
import type { Texts } from '../texts.js';

/** `settings show`: what is in force, secrets left out. */
export function settingsShow(texts: Texts, carry: RunCommand): Command {
  return newCommand('show', texts)
    .description(texts.t('command.settingsShow'))
    .action((options: CommonOptions) =>
      carry(options, async (at) => {
        const settings = await (await at.client()).settings();
        return { exitCode: EXIT.done, json: settings, lines: settingsLines(texts, settings) };
      }),
    );
}
