import type { Command } from 'commander';

import { type CommonOptions, newCommand, type RunCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import type { Texts } from '../texts.js';

interface CreateOptions extends CommonOptions {
  readonly description: string;
  readonly dataPool: string;
}

/** `jobs create JOB`: a further job of the process, on a data pool. */
export function jobsCreate(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('create', texts)
    .description(texts.t('command.jobsCreate'))
    .argument('<job>', texts.t('argument.job'))
    .requiredOption('--data-pool <pool>', texts.t('option.dataPool'))
    .option('--description <text>', texts.t('option.description'), '')
    .action((name: string, { description, dataPool, ...options }: CreateOptions) =>
      runCommand(options, async (context) => {
        await (await context.client()).jobs.create({ name, description, dataPool });
        const command = context.command(`settings import FILE --job ${name}`);
        return { exitCode: EXIT.done, json: { created: name }, lines: [texts.t('jobs.created', { name, command })] };
      }),
    );
}

/** `jobs delete JOB`: refused for the first job of a process, and while a run of the job has not ended. */
export function jobsDelete(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('delete', texts)
    .description(texts.t('command.jobsDelete'))
    .argument('<job>', texts.t('argument.job'))
    .action((name: string, options: CommonOptions) =>
      runCommand(options, async (context) => {
        await (await context.client()).jobs.delete(name);
        return { exitCode: EXIT.done, json: { deleted: name }, lines: [texts.t('jobs.deleted', { name })] };
      }),
    );
}
