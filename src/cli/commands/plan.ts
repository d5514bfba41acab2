import type { Command } from 'commander';

import { type RunCommand, type OnlyOptions, newJobCommand } from '../command.js';
import { reportPlan } from '../report-plan.js';
import type { Texts } from '../texts.js';

/** `plan`: shows what a run would change, without changing anything. */
export function plan(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('plan', texts)
    .description(texts.t('command.plan'))
    .option('--only <who>', texts.t('option.only'))
    .action((options: OnlyOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        return reportPlan(context, client, await client.start('plan', options.only));
      }),
    );
}
