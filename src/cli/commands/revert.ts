import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { reportPlan } from '../report-plan.js';
import type { Texts } from '../texts.js';

interface RevertOptions extends CommonOptions {
  readonly only?: readonly string[];
  readonly field?: readonly string[];
  readonly reason: string;
}

/** `revert RUN`: plans to turn back what a run changed. */
export function revert(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('revert', texts)
    .description(texts.t('command.revert'))
    .argument('<run>', texts.t('argument.run'))
    .option('--only <id>', texts.t('option.revertUser'), appended)
    .option('--field <name>', texts.t('option.revertField'), appended)
    .requiredOption('--reason <text>', texts.t('option.revertReason'))
    .action((runId: string, options: RevertOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const { only: users, field: fields, reason } = options;
        const request = { ...(users && { users }), ...(fields && { fields }), reason };
        return reportPlan(context, client, await client.revert(runId, request));
      }),
    );
}

function appended(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
