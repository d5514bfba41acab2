import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { exitCodeOf } from '../exit-code.js';
import { followRun } from '../follow-run.js';
import { report } from '../run-report.js';
import type { Texts } from '../texts.js';

/** `run`: synchronizes now, and waits for the end. */
export function run(texts: Texts, carry: RunCommand): Command {
  return newCommand('run', texts)
    .description(texts.t('command.run'))
    .action((options: CommonOptions) =>
      carry(options, async (at) => {
        const client = await at.client();
        const ended = await followRun(at, client, await client.start('apply'));
        return { exitCode: exitCodeOf(ended), ...(await report(texts, client, ended, { changes: 0, problems: 20 })) };
      }),
    );
}
