import { type Command, InvalidArgumentError } from 'commander';

import type { FieldError, Page, RowsRequest, SettingChange, SettingsVersion } from '../index.js';
import { CliError } from './cli-error.js';
import type { CommandContext, CommandResult } from './command.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import { EXIT } from './exit-code.js';
import { settingChangeLines } from './setting-change-lines.js';
import { fieldLines } from './settings-lines.js';
import type { Texts } from './texts.js';
import { wholeNumber } from './whole-number.js';

const MAX_VERSION = 999_999_999;
const DEFAULT_LIMIT = 20;
const FIRST = 1;

const LIST_OPTIONS = ['limit', 'before'];

/** Options of a command that lists versions. */
export interface VersionsOptions {
  readonly limit: number;
  readonly before?: number;
}

/** Where the versions are, and what is said of them. */
export interface VersionsSource {
  /** Words of the command line that lists them. */
  readonly words: string;
  list(rows: RowsRequest): Promise<Page<SettingsVersion>>;
  get(version: number): Promise<ComparedVersion>;
  /** A command line to copy. */
  command(words: string): string;
  /** The command line that restores a version; absent: there is none. */
  readonly restore?: (version: number) => string;
}

/** A version with what would change if it were saved now. */
export interface ComparedVersion extends Omit<SettingsVersion, 'changedAt' | 'changes'> {
  readonly changedAt: Date | null;
  readonly changes: readonly SettingChange[];
  readonly errors: readonly FieldError[];
}

/** Adds an optional version to a command, and the options of its list. */
export function withVersions(command: Command, { t }: Texts): Command {
  return command
    .argument('[version]', t('argument.version'), numberUpTo(MAX_VERSION, t('error.version')))
    .option('--limit <number>', t('option.versionsLimit'), numberUpTo(200, t('error.limit')), DEFAULT_LIMIT)
    .option('--before <version>', t('option.before'), numberUpTo(MAX_VERSION, t('error.version')));
}

/** Whether an option was given that only a list has. */
export function hasListOption(command: Command): boolean {
  return LIST_OPTIONS.some((name) => command.getOptionValueSource(name) === 'cli');
}

/** Lists who saved what, or compares a version with the settings in force. */
export async function showVersions(
  { texts }: CommandContext,
  source: VersionsSource,
  version: number | undefined,
  { limit, before, isList }: VersionsOptions & { readonly isList: boolean },
): Promise<CommandResult> {
  if (version === undefined) return list(texts, source, limit, before);
  if (isList) throw new CliError('OPTIONS_OF_LIST', { exitCode: EXIT.wrongUsage });
  return compare(texts, source, version);
}

async function list(
  texts: Texts,
  source: VersionsSource,
  limit: number,
  before: number | undefined,
): Promise<CommandResult> {
  const page = await source.list({ limit, ...(before !== undefined && { cursor: String(before) }) });
  const lines = page.items.flatMap((version) => [...versionLines(texts, version)]);
  if (lines.length === 0) lines.push(texts.t(before === undefined ? 'settings.defaults' : 'settings.noneBefore'));
  if (page.nextCursor !== null) {
    const count = limit === DEFAULT_LIMIT ? '' : ` --limit ${limit}`;
    const command = source.command(`${source.words} --before ${page.nextCursor}${count}`);
    lines.push(texts.t('settings.moreVersions', { command }));
  }
  return { exitCode: EXIT.done, json: page, lines };
}

function* versionLines(texts: Texts, saved: SettingsVersion): Generator<string> {
  yield savedLine(texts, saved);
  const { version, changes } = saved;
  if (changes === null) yield `  ${texts.t(version === FIRST ? 'settings.firstVersion' : 'settings.changesUnknown')}`;
  else yield* settingChangeLines(texts, changes);
}

async function compare(texts: Texts, source: VersionsSource, wanted: number): Promise<CommandResult> {
  const found = await source.get(wanted);
  const { version, changes, errors } = found;
  const command = source.restore?.(version);
  const lines = [
    savedLine(texts, found),
    ...(changes.length === 0
      ? [texts.t('settings.sameAsInForce')]
      : [texts.t('settings.wouldChange'), ...settingChangeLines(texts, changes)]),
    ...fieldLines(texts, errors),
    ...(changes.length === 0 || command === undefined ? [] : [texts.t('settings.restore', { command })]),
  ];
  return { exitCode: EXIT.done, json: found, lines };
}

function savedLine(
  texts: Texts,
  { version, changedAt, changedBy }: Omit<ComparedVersion, 'changes' | 'errors'>,
): string {
  const saved = { version, date: texts.date(changedAt), by: changedBy ?? '-' };
  return escapeControlCharacters(texts.t('settings.saved', saved));
}

function numberUpTo(most: number, message: string): (text: string) => number {
  return (text) => {
    const number = wholeNumber(text, 1, most);
    if (number !== undefined) return number;
    throw new InvalidArgumentError(message);
  };
}
