import type { Command } from 'commander';

import { CliError } from './cli-error.js';
import { type RunCommand, type CommonOptions, newCommand } from './command.js';
import { EXIT } from './exit-code.js';
import type { Texts } from './texts.js';

/** A command whose name is taken and that cannot do anything yet. */
export function notYet(name: string, texts: Texts, carry: RunCommand): Command {
  return newCommand(name, texts)
    .argument('<run>', texts.t('argument.run'))
    .action((_run: string, options: CommonOptions) =>
      carry(options, async () => {
        throw new CliError('NOT_YET_AVAILABLE', { params: { command: name }, exitCode: EXIT.wrongUsage });
      }),
    );
}
