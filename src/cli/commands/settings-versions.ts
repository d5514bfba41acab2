import { type Command, InvalidArgumentError } from 'commander';

import type { SettingsVersion } from '../../index.js';
import {
  type CommandContext,
  type CommandResult,
  type CommonOptions,
  newJobCommand,
  type RunCommand,
} from '../command.js';
import { CliError } from '../cli-error.js';
import { escapeControlCharacters } from '../escape-control-characters.js';
import { EXIT } from '../exit-code.js';
import { settingChangeLines } from '../setting-change-lines.js';
import { fieldLines } from '../settings-lines.js';
import type { Texts } from '../texts.js';
import { wholeNumber } from '../whole-number.js';

const MAX_VERSION = 999_999_999;
const DEFAULT_LIMIT = 20;
const FIRST = 1;

const LIST_OPTIONS = ['limit', 'before'];

interface VersionsOptions extends CommonOptions {
  readonly limit: number;
  readonly before?: number;
}

/** `settings versions [version]`: lists who saved what, or compares a version with the settings in force. */
export function settingsVersions(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('versions', texts)
    .description(texts.t('command.settingsVersions'))
    .argument('[version]', texts.t('argument.version'), numberUpTo(MAX_VERSION, texts.t('error.version')))
    .option('--limit <number>', texts.t('option.versionsLimit'), numberUpTo(200, texts.t('error.limit')), DEFAULT_LIMIT)
    .option('--before <version>', texts.t('option.before'), numberUpTo(MAX_VERSION, texts.t('error.version')))
    .action((version: number | undefined, { limit, before, ...options }: VersionsOptions, command: Command) => {
      const hasListOption = LIST_OPTIONS.some((name) => command.getOptionValueSource(name) === 'cli');
      return runCommand(options, async (context) => {
        if (version === undefined) return list(context, limit, before);
        if (hasListOption) throw new CliError('OPTIONS_OF_LIST', { exitCode: EXIT.wrongUsage });
        return compare(context, version);
      });
    });
}

async function list(context: CommandContext, limit: number, before: number | undefined): Promise<CommandResult> {
  const { texts } = context;
  const rows = { limit, ...(before !== undefined && { cursor: String(before) }) };
  const page = await (await context.client()).settingsVersions(rows);
  const lines = page.items.flatMap((version) => [...versionLines(texts, version)]);
  if (lines.length === 0) lines.push(texts.t(before === undefined ? 'settings.defaults' : 'settings.noneBefore'));
  if (page.nextCursor !== null) {
    const count = limit === DEFAULT_LIMIT ? '' : ` --limit ${limit}`;
    const command = context.jobCommand(`settings versions --before ${page.nextCursor}${count}`);
    lines.push(texts.t('settings.moreVersions', { command }));
  }
  return { exitCode: EXIT.done, json: page, lines };
}

function* versionLines(texts: Texts, { version, changedAt, changedBy, changes }: SettingsVersion): Generator<string> {
  const saved = { version, date: texts.date(changedAt), by: changedBy ?? '-' };
  yield escapeControlCharacters(texts.t('settings.saved', saved));
  if (changes === null) yield `  ${texts.t(version === FIRST ? 'settings.firstVersion' : 'settings.changesUnknown')}`;
  else yield* settingChangeLines(texts, changes);
}

async function compare(context: CommandContext, wanted: number): Promise<CommandResult> {
  const { texts } = context;
  const found = await (await context.client()).settingsVersion(wanted);
  const { version, changedAt, changedBy, changes, errors } = found;
  const command = ['export --of ' + version, 'import']
    .map((part) => context.jobCommand(`settings ${part} FILE`))
    .join(' && ');
  const lines = [
    escapeControlCharacters(texts.t('settings.saved', { version, date: texts.date(changedAt), by: changedBy ?? '-' })),
    ...(changes.length === 0
      ? [texts.t('settings.sameAsInForce')]
      : [texts.t('settings.wouldChange'), ...settingChangeLines(texts, changes)]),
    ...fieldLines(texts, errors),
    ...(changes.length === 0 ? [] : [texts.t('settings.restore', { command })]),
  ];
  return { exitCode: EXIT.done, json: found, lines };
}

function numberUpTo(most: number, message: string): (text: string) => number {
  return (text) => {
    const number = wholeNumber(text, 1, most);
    if (number !== undefined) return number;
    throw new InvalidArgumentError(message);
  };
}
