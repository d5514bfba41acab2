import type { Command } from 'commander';

import { type RunCommand, type OnlyOptions, newJobCommand } from '../command.js';
import { EXIT, exitCodeOf } from '../exit-code.js';
import { followRun } from '../follow-run.js';
import { report } from '../run-report.js';
import type { Texts } from '../texts.js';

/** `plan`: shows what a run would change, without changing anything. */
export function plan(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('plan', texts)
    .description(texts.t('command.plan'))
    .option('--only <who>', texts.t('option.only'))
    .action((options: OnlyOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const planned = await followRun(context, client, await client.start('plan', options.only));
        const { isBeyondLimits, ...content } = await report(context, client, planned, {
          changes: 20,
          problems: 20,
          notSeen: 20,
        });
        return { exitCode: isBeyondLimits ? EXIT.stoppedByGuard : exitCodeOf(planned), ...content };
      }),
    );
}
