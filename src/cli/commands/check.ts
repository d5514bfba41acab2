import type { Command } from 'commander';

import type { CheckReport } from '../../index.js';
import { checkLines } from '../check-lines.js';
import { type Carry, type CommonOptions, newCommand } from '../command.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import type { Texts } from '../texts.js';

/** `check`: the connection, step by step. */
export function check(texts: Texts, carry: Carry): Command {
  return newCommand('check', texts)
    .description(texts.t('command.check'))
    .action((options: CommonOptions) =>
      carry(options, async (at) => {
        const report = await (await at.client()).check();
        return { exitCode: exitCodeOf(report), json: report, lines: checkLines(texts, report) };
      }),
    );
}

function exitCodeOf({ ok, steps }: CheckReport): ExitCode {
  if (!ok) return EXIT.failed;
  return steps.some(({ outcome }) => outcome === 'warning') ? EXIT.doneWithProblems : EXIT.done;
}
