import type { Command } from 'commander';

import type { Run } from '../../index.js';
import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { exitCodeOf } from '../exit-code.js';
import { followRun } from '../follow-run.js';
import { report } from '../run-report.js';
import type { Texts } from '../texts.js';

/** The lines of a plan, and the command that applies exactly this plan. */
async function* withApproval(
  texts: Texts,
  { id, status, hash }: Run,
  lines: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<string> {
  yield* lines;
  if (status !== 'planned' || hash === null) return;
  const command = `ldap-batch-sync approve ${id} --hash ${hash} --reason "..."`;
  yield* ['', texts.t('report.approve', { command })];
}

/** `plan`: shows what a run would change, without changing anything. */
export function plan(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('plan', texts)
    .description(texts.t('command.plan'))
    .action((options: CommonOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const planned = await followRun(context, client, await client.start('plan'));
        const { json, lines } = await report(texts, client, planned, { changes: 20, problems: 20 });
        return { exitCode: exitCodeOf(planned), json, lines: withApproval(texts, planned, lines) };
      }),
    );
}
