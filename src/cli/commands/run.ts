import type { Command } from 'commander';

import { type RunCommand, type OnlyOptions, newJobCommand } from '../command.js';
import { changedSettingsLines } from '../changed-since-applied.js';
import { exitCodeOf } from '../exit-code.js';
import { followRun } from '../follow-run.js';
import { report } from '../run-report.js';
import type { Texts } from '../texts.js';

/** `run`: starts a synchronization and waits for its end. */
export function run(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('run', texts)
    .description(texts.t('command.run'))
    .option('--only <who>', texts.t('option.only'))
    .action((options: OnlyOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const changed = await client.changedSettings();
        for (const line of changed ? changedSettingsLines(texts, changed) : []) context.output.message(line);
        const ended = await followRun(context, client, await client.start('apply', options.only));
        return {
          exitCode: exitCodeOf(ended),
          ...(await report(context, client, ended, { changes: 0, problems: 20, notSeen: 20 })),
        };
      }),
    );
}
