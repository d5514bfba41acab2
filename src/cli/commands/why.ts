import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newJobCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import type { Texts } from '../texts.js';
import { whyLines } from '../why-lines.js';

/** `why WHO`: says why someone is, or is not, synchronized. */
export function why(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('why', texts)
    .description(texts.t('command.why'))
    .argument('<who>', texts.t('argument.who'))
    .action((who: string, options: CommonOptions) =>
      runCommand(options, async (context) => {
        const json = await (await context.client()).why(who);
        return { exitCode: EXIT.done, json, lines: whyLines(texts, json) };
      }),
    );
}
