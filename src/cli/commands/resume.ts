import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { exitCodeOf } from '../exit-code.js';
import { followRun } from '../follow-run.js';
import { report } from '../run-report.js';
import type { Texts } from '../texts.js';

/** `resume RUN`: applies the rest of the plan of a run that broke off, and waits for the end. */
export function resume(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('resume', texts)
    .description(texts.t('command.resume'))
    .argument('<run>', texts.t('argument.run'))
    .action((run: string, options: CommonOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const ended = await followRun(context, client, await client.resume(run));
        return {
          exitCode: exitCodeOf(ended),
          ...(await report(context, client, ended, { changes: 0, problems: 20, notSeen: 20 })),
        };
      }),
    );
}
