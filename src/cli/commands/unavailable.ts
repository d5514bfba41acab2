import type { Command } from 'commander';

import { CliError } from '../cli-error.js';
import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import type { Texts } from '../texts.js';

/** `revert RUN` */
export function revert(texts: Texts, runCommand: RunCommand): Command {
  return unavailable('revert', texts, runCommand).description(texts.t('command.revert'));
}

/** A command that is planned but not available yet. */
function unavailable(name: string, texts: Texts, runCommand: RunCommand): Command {
  return newCommand(name, texts)
    .argument('<run>', texts.t('argument.run'))
    .action((_run: string, options: CommonOptions) =>
      runCommand(options, async () => {
        throw new CliError('NOT_YET_AVAILABLE', { params: { command: name }, exitCode: EXIT.wrongUsage });
      }),
    );
}
