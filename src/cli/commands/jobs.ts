import { Command } from 'commander';

import { type RunCommand } from '../command.js';
import type { Texts } from '../texts.js';
import { jobsCreate, jobsDelete } from './jobs-change.js';
import { jobsList } from './jobs-list.js';

/** `jobs`: the jobs that share this database. Without a further word, lists them. */
export function jobs(texts: Texts, runCommand: RunCommand): Command {
  return new Command('jobs')
    .description(texts.t('command.jobs'))
    .addCommand(jobsList(texts, runCommand), { isDefault: true })
    .addCommand(jobsCreate(texts, runCommand))
    .addCommand(jobsDelete(texts, runCommand));
}
