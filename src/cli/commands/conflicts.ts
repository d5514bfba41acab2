import { Command, Option } from 'commander';

import { CONFLICT_CHOICES, CONFLICT_CODES, type ConflictChoice, type ConflictCode } from '../../index.js';
import { CliError } from '../cli-error.js';
import { type CommonOptions, newJobCommand, type RunCommand } from '../command.js';
import { conflictLines, describeConflicts } from '../conflict-lines.js';
import type { NewDecision } from '../conflicts-client.js';
import { EXIT } from '../exit-code.js';
import { reportPlan } from '../report-plan.js';
import { rowLimit } from '../row-limit.js';
import type { Texts } from '../texts.js';

/** `conflicts`: the people about whom someone must decide. Without a further word, lists them. */
export function conflicts(texts: Texts, runCommand: RunCommand): Command {
  const command = new Command('conflicts').description(texts.t('command.conflicts'));
  command.addCommand(conflictsList(texts, runCommand), { isDefault: true });
  for (const choice of CONFLICT_CHOICES) command.addCommand(conflictsDecide(choice, texts, runCommand));
  return command;
}

interface ListOptions extends CommonOptions {
  readonly code?: ConflictCode;
  readonly search?: string;
  readonly limit: number;
}

/** `conflicts list`: the conflicts of the newest complete run or plan of a job. */
function conflictsList(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('list', texts)
    .description(texts.t('command.conflictsList'))
    .addOption(codeOption('--code <code>', texts.t('option.conflictCode')))
    .option('--search <text>', texts.t('option.conflictSearch'))
    .option('--limit <number>', texts.t('option.conflictsLimit'), rowLimit(texts), 20)
    .action(({ code, search, limit, ...options }: ListOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        const request = { limit, ...(code && { code }), ...(search !== undefined && { search }) };
        const page = await client.conflicts.list(request);
        return { exitCode: EXIT.done, json: describeConflicts(texts, page), lines: conflictLines(context, page) };
      }),
    );
}

interface DecideOptions extends CommonOptions {
  readonly all?: ConflictCode;
  readonly reason: string;
}

/** `conflicts relink|release|recreate ID...`: makes the plan of a decision. */
function conflictsDecide(choice: ConflictChoice, texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand(choice, texts)
    .description(texts.t(`command.conflictsDecide.${choice}`))
    .argument('[ids...]', texts.t('argument.conflicts'))
    .addOption(codeOption('--all <code>', texts.t('option.conflictsAll')))
    .requiredOption('--reason <text>', texts.t('option.revertReason'))
    .action((ids: readonly string[], { all, reason, ...options }: DecideOptions) =>
      runCommand(options, async (context) => {
        const decision = { choice, reason, ...whichOf(ids, all) };
        const client = await context.client();
        return reportPlan(context, client, await client.conflicts.decide(decision));
      }),
    );
}

/** Either some, or all of a kind. */
function whichOf(ids: readonly string[], code: ConflictCode | undefined): Pick<NewDecision, 'ids' | 'code'> {
  if (ids.length > 0 === (code !== undefined)) throw new CliError('CONFLICTS_OR_ALL', { exitCode: EXIT.wrongUsage });
  return code === undefined ? { ids } : { code };
}

function codeOption(flags: string, description: string): Option {
  return new Option(flags, description).choices(CONFLICT_CODES);
}
