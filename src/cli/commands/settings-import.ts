import type { Command } from 'commander';

import type { Page, SettingChange, SettingsComparison, SettingsVersion } from '../../index.js';
import type { CommandResult } from '../command.js';
import { CliError } from '../cli-error.js';
import { type RunCommand, type CommonOptions, newJobCommand, type CommandContext } from '../command.js';
import { EXIT } from '../exit-code.js';
import { poolIn, readNamedFile, readSettingsFile, type SettingsFile, withSecrets } from '../settings-file.js';
import { refusedSettings } from '../refused-settings.js';
import { settingChangeLines } from '../setting-change-lines.js';
import { fieldLines } from '../settings-lines.js';
import type { SyncClient } from '../sync-client.js';
import type { Texts } from '../texts.js';

type Compared = Extract<SettingsComparison, { readonly ok: true }>;
type Changes = readonly SettingChange[] | null;

const NO_VERSIONS: Page<SettingsVersion> = { items: [], nextCursor: null };

interface ImportOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** `settings import [file]`: saves all settings and lists what changed, or lists the errors by field and saves nothing. */
export function settingsImport(texts: Texts, runCommand: RunCommand): Command {
  return newJobCommand('import', texts)
    .description(texts.t('command.settingsImport'))
    .argument('[file]', texts.t('argument.importFile'))
    .option('--dry-run', texts.t('option.dryRun'))
    .action((file: string | undefined, { dryRun = false, ...options }: ImportOptions) =>
      runCommand(options, async (context) => importSettings(context, await readSettingsFile(file), dryRun)),
    );
}

async function importSettings(context: CommandContext, content: SettingsFile, dryRun: boolean): Promise<CommandResult> {
  const client = await context.client();
  const settings = withSecrets(content, {
    bindPassword: await bindPassword(context, content),
    clientKey: await clientKey(),
  });
  const comparison = await client.compareSettings(settings);
  if (comparison?.ok === false) throw refusedSettings(comparison.errors);
  if (dryRun) return compared(context.texts, comparison?.changes ?? null, settings);
  const outcome = await client.saveSettings(settings);
  if (!outcome.ok) throw refusedSettings(outcome.errors);
  const { saved, nextExecution, warnings } = outcome;
  const changes = comparison ? await savedChanges(client, saved.version, comparison) : null;
  const { texts } = context;
  const next = nextExecution
    ? texts.t('settings.nextExecution', { date: texts.date(nextExecution) })
    : texts.t('settings.scheduleOff');
  const lines = [
    `${texts.t('settings.imported', { version: saved.version })} ${next}`,
    ...changeLines(texts, changes),
    ...fieldLines(texts, warnings, '⚠'),
  ];
  return { exitCode: EXIT.done, json: { ...saved, nextExecution, warnings, changes }, lines };
}

/** What differs from the version before: the comparison cannot say whether a password that is set is the stored one. */
async function savedChanges(
  client: SyncClient,
  version: number,
  { version: before, changes }: Compared,
): Promise<Changes> {
  if (version === before) return [];
  // The settings are saved: that the host does not answer again is no failure.
  const { items } = await client.settingsVersions({ cursor: String(version + 1), limit: 1 }).catch(() => NO_VERSIONS);
  return items.find((each) => each.version === version)?.changes ?? changes;
}

/** What an import would change. A host before version 0.4.0 cannot say it. */
function compared(texts: Texts, changes: Changes, content: SettingsFile): CommandResult {
  if (changes === null) throw new CliError('NOT_YET_AVAILABLE', { exitCode: EXIT.failed });
  const secret = poolIn(content).bindPassword ? 'settings.secretGiven' : undefined;
  const lines = [texts.t('settings.notImported'), ...changeLines(texts, changes, secret)];
  return { exitCode: EXIT.done, json: { changes }, lines };
}

function changeLines(texts: Texts, changes: Changes, secret?: string): readonly string[] {
  if (changes === null) return [];
  return changes.length === 0 ? [texts.t('settings.unchanged')] : [...settingChangeLines(texts, changes, secret)];
}

/** Undefined keeps the stored password. */
async function bindPassword(context: CommandContext, content: SettingsFile): Promise<string | undefined> {
  const given = process.env['LDAP_BIND_PASSWORD'];
  if (given !== undefined) return given;
  const { bindDn, bindPassword: inFile } = poolIn(content);
  if (!bindDn || inFile !== undefined) return undefined;
  return (await context.askSecret(context.texts.t('prompt.bindPassword', { bindDn }))) || undefined;
}

/** The key is too long to be typed, so only a file can hold it. Undefined keeps the stored key. */
async function clientKey(): Promise<string | undefined> {
  const file = process.env['LDAP_CLIENT_KEY_FILE'];
  return file === undefined ? undefined : readNamedFile(file);
}
