import { type Command, Option } from 'commander';

import { RUN_SCOPES, RUN_STATUSES, type RunMode, type RunScope, type RunStatus } from '../../index.js';
import { type RunCommand, type CommonOptions, newJobCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { rowLimit } from '../row-limit.js';
import { describeRun, runList } from '../run-lines.js';
import type { Texts } from '../texts.js';

interface RunsOptions extends CommonOptions {
  readonly limit: number;
  readonly mode?: RunMode;
  readonly status?: RunStatus;
  readonly scope?: RunScope;
}

/** `runs`: lists the runs, latest first. */
export function runs(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('runs', texts)
    .description(texts.t('command.runs'))
    .option('--limit <number>', texts.t('option.limit'), rowLimit(texts), 20)
    .addOption(new Option('--mode <mode>', texts.t('option.mode')).choices(['apply', 'plan']))
    .addOption(new Option('--status <status>', texts.t('option.status')).choices(RUN_STATUSES))
    .addOption(new Option('--scope <scope>', texts.t('option.scope')).choices(RUN_SCOPES))
    .action((options: RunsOptions) =>
      runCommand(options, async (context) => {
        const { limit, mode, status, scope } = options;
        const filter = { ...(mode && { mode }), ...(status && { status }), ...(scope && { scope }) };
        const page = await (await context.client()).runs({ limit, ...filter });
        const lines = page.items.length > 0 ? runList(texts, page.items, context.output.width) : [texts.t('runs.none')];
        const json = { ...page, items: page.items.map((run) => describeRun(texts, run)) };
        return { exitCode: EXIT.done, json, lines };
      }),
    );
}
