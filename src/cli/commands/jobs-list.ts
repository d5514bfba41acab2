import type { Command } from 'commander';

import type { BatchSynchronization } from '../../index.js';
import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { statusText } from '../run-lines.js';
import { table } from '../table.js';
import type { Texts } from '../texts.js';
import { undecidedLines } from '../undecided-lines.js';

/** `jobs list`: the jobs with their schedule and latest run. */
export function jobsList(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('list', texts)
    .description(texts.t('command.jobsList'))
    .action((options: CommonOptions) =>
      runCommand(options, async (context) => {
        const jobs = await (await context.client()).jobs.list();
        const listed = jobs.length > 0 ? jobTable(texts, jobs, context.output.width) : [texts.t('jobs.none')];
        return { exitCode: EXIT.done, json: jobs, lines: [...listed, ...undecidedLines(context, jobs)] };
      }),
    );
}

function jobTable(texts: Texts, jobs: readonly BatchSynchronization[], width: number): string[] {
  const columns = ['name', 'dataPool', 'schedule', 'status', 'next'].map((name) => ({
    title: texts.t(`jobs.${name}`),
    keepsWords: name === 'name',
  }));
  const rows = jobs.map((job) => [
    job.name,
    job.dataPool,
    job.enabled ? `${job.expression} (${job.timeZone})` : texts.t('jobs.off'),
    job.status === null ? '-' : statusText(texts, job.status, 'apply'),
    job.paused ? texts.t('jobs.paused') : texts.date(job.nextExecution),
  ]);
  return table(columns, rows, width);
}
