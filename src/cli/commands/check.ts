import type { Command } from 'commander';

import { isNamed } from '../changed-since-applied.js';
import { checkLines } from '../check-lines.js';
import { type RunCommand, type CommonOptions, newJobCommand } from '../command.js';
import { exitCodeOfCheck } from '../exit-code.js';
import type { Texts } from '../texts.js';
import { undecidedLines } from '../undecided-lines.js';

/** `check`: checks the connection step by step. */
export function check(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('check', texts)
    .description(texts.t('command.check'))
    .action((options: CommonOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const report = await client.check();
        const job = (await client.jobs.list()).find(isNamed(client.job));
        return {
          exitCode: exitCodeOfCheck(report),
          json: report,
          lines: [...checkLines(texts, report, context.output.width), ...undecidedLines(context, job ? [job] : [])],
        };
      }),
    );
}
