import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { exitCodeOf } from '../exit-code.js';
import { followRun } from '../follow-run.js';
import { report } from '../run-report.js';
import type { Texts } from '../texts.js';

/** `plan`: what a run would change, without changing it. */
export function plan(texts: Texts, carry: RunCommand): Command {
  return newCommand('plan', texts)
    .description(texts.t('command.plan'))
    .action((options: CommonOptions) =>
      carry(options, async (at) => {
        const client = await at.client();
        const planned = await followRun(at, client, await client.start('plan'));
        return {
          exitCode: exitCodeOf(planned),
          ...(await report(texts, client, planned, { changes: 20, problems: 20 })),
        };
      }),
    );
}
