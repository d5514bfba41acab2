import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { EXIT, exitCodeOf } from '../exit-code.js';
import { followRun } from '../follow-run.js';
import { report } from '../run-report.js';
import type { Texts } from '../texts.js';

/** `cancel RUN`: ends a run early, in whichever process, and waits for its end. */
export function cancel(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('cancel', texts)
    .description(texts.t('command.cancel'))
    .argument('<run>', texts.t('argument.run'))
    .action((run: string, options: CommonOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const ended = await followRun(context, client, await client.cancel(run));
        const exitCode = ended.status === 'cancelled' ? EXIT.done : exitCodeOf(ended);
        return { exitCode, ...(await report(context, client, ended, { changes: 0, problems: 20, notSeen: 20 })) };
      }),
    );
}
