import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { report } from '../run-report.js';
import type { Texts } from '../texts.js';

interface ShowOptions extends CommonOptions {
  readonly all?: boolean;
}

/** `show RUN`: shows a run with its changes and problems. */
export function show(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('show', texts)
    .description(texts.t('command.show'))
    .argument('<run>', texts.t('argument.run'))
    .option('--all', texts.t('option.all'))
    .action((runId: string, options: ShowOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const limits = options.all ? Infinity : 20;
        const content = await report(context, client, await client.run(runId), {
          changes: limits,
          problems: limits,
          notSeen: limits,
        });
        return { exitCode: EXIT.done, ...content };
      }),
    );
}
