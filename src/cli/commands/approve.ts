import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { exitCodeOf } from '../exit-code.js';
import { followRun } from '../follow-run.js';
import { report } from '../run-report.js';
import type { Texts } from '../texts.js';

interface ApproveOptions extends CommonOptions {
  readonly hash: string;
  readonly reason: string;
}

/** `approve RUN`: applies exactly the changes of a plan and waits for the end. */
export function approve(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('approve', texts)
    .description(texts.t('command.approve'))
    .argument('<run>', texts.t('argument.plan'))
    .requiredOption('--hash <hash>', texts.t('option.hash'))
    .requiredOption('--reason <text>', texts.t('option.reason'))
    .action((plan: string, options: ApproveOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const queued = await client.approve(plan, { hash: options.hash, reason: options.reason });
        const ended = await followRun(context, client, queued);
        return {
          exitCode: exitCodeOf(ended),
          ...(await report(context, client, ended, { changes: 0, problems: 20, notSeen: 20 })),
        };
      }),
    );
}
