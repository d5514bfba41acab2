import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { getSystemErrorMessage } from 'node:util';

import type { JobSettings } from '../index.js';
import { englishText } from '../i18n/texts.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';

/** More than any settings need. JSON that is nested very deeply can be parsed, but not be sent. */
const MAX_DEPTH = 20;

interface PoolOfFile extends Readonly<Record<string, unknown>> {
  readonly name?: string;
  readonly bindDn?: string;
  readonly bindPassword?: string;
  readonly tls?: Readonly<Record<string, unknown>>;
}

/** A settings file in JSON. Its schema is in `manifest/`. */
export interface SettingsFile extends Readonly<Record<string, unknown>> {
  /** The data pool with its settings, or only its name. */
  readonly dataPool?: PoolOfFile | string;
}

/**
 * The settings of a job for export, with those of its data pool, without secrets and host-specific values.
 *
 * @param poolOf returns the data pool with a name.
 */
export async function settingsFile(
  { settings }: Pick<JobSettings, 'settings'>,
  poolOf: (name: string) => Promise<Pick<JobSettings, 'settings'>>,
): Promise<SettingsFile> {
  const { dataPool = {}, ...rest } = settings as SettingsFile;
  const whole: PoolOfFile =
    typeof dataPool === 'string' ? { name: dataPool, ...(await poolOf(dataPool)).settings } : dataPool;
  const pool = withoutSecret(whole, 'bindPassword');
  return { ...rest, dataPool: whole.tls ? { ...pool, tls: withoutSecret(whole.tls, 'clientKey') } : pool };
}

function withoutSecret(settings: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const { [name]: _secret, [`${name}Set`]: _isSet, ...others } = settings;
  return others;
}

/** @param file path of the file; standard input if absent or `-`. */
export async function readSettingsFile(file: string | undefined): Promise<SettingsFile> {
  const content =
    file === undefined || file === '-'
      ? await text(process.stdin)
      : await readFile(file, 'utf8').catch(unreadable(file));
  const value = parse(content);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidFile(file);
  if (isDeeperThan(MAX_DEPTH, value)) throw nestedTooDeeply();
  const { $schema: _, ...settings } = value as SettingsFile & { readonly $schema?: string };
  return settings;
}

export async function writeSettingsFile(file: string, content: SettingsFile): Promise<void> {
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`).catch(unwritable(file));
}

/** Secrets, which are not part of a settings file. */
export interface Secrets {
  readonly bindPassword: string | undefined;
  /** The key of the client certificate, as PEM. */
  readonly clientKey: string | undefined;
}

/** Adds the secrets that are known. */
export function withSecrets(content: SettingsFile, { bindPassword, clientKey }: Secrets): SettingsFile {
  if (bindPassword === undefined && clientKey === undefined) return content;
  const pool = poolIn(content);
  const password = bindPassword !== undefined && { bindPassword };
  const key = clientKey !== undefined && { tls: { ...pool.tls, clientKey } };
  return { ...content, dataPool: { ...pool, ...password, ...key } };
}

/** What a file says of its data pool. */
export function poolIn({ dataPool = {} }: SettingsFile): PoolOfFile {
  return typeof dataPool === 'string' ? { name: dataPool } : dataPool;
}

/** The content of a file that an environment variable names. */
export function readNamedFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(unreadable(file));
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((below) => isDeeperThan(levels - 1, below));
}

function nestedTooDeeply(): CliError {
  const message = englishText('validation:tooDeep');
  return new CliError('SETTINGS_REFUSED', { exitCode: EXIT.failed, fields: [{ field: '', code: 'tooDeep', message }] });
}

function invalidFile(file = '-'): CliError {
  return new CliError('SETTINGS_FILE_INVALID', { params: { file }, exitCode: EXIT.failed });
}

function unreadable(file: string): (cause: unknown) => never {
  return (cause) => {
    throw new CliError('SETTINGS_FILE_UNREADABLE', { params: { file }, exitCode: EXIT.failed, cause });
  };
}

function unwritable(file: string): (cause: NodeJS.ErrnoException) => never {
  return (cause) => {
    const reason = cause.errno === undefined ? cause.message : getSystemErrorMessage(cause.errno);
    throw new CliError('SETTINGS_FILE_UNWRITABLE', { params: { file, reason }, exitCode: EXIT.failed, cause });
  };
}
