import type { Command } from 'commander';

import { type CommandContext, type CommonOptions, newJobCommand, type RunCommand } from '../command.js';
import type { Texts } from '../texts.js';
import {
  hasListOption,
  showVersions,
  type VersionsOptions,
  type VersionsSource,
  withVersions,
} from '../versions-command.js';

/** `settings versions [version]`: lists who saved what, or compares a version with the settings in force. */
export function settingsVersions(texts: Texts, runCommand: RunCommand): Command {
  return withVersions(newJobCommand('versions', texts), texts)
    .description(texts.t('command.settingsVersions'))
    .action((version: number | undefined, options: CommonOptions & VersionsOptions, command: Command) =>
      runCommand(options, (context) => {
        const isList = hasListOption(command);
        return showVersions(context, versionsOfJob(context), version, { ...options, isList });
      }),
    );
}

function versionsOfJob(context: CommandContext): VersionsSource {
  return {
    words: 'settings versions',
    list: async (rows) => (await context.client()).settingsVersions(rows),
    get: async (version) => (await context.client()).settingsVersion(version),
    command: (words) => context.jobCommand(words),
    restore: (version) =>
      [`export --of ${version}`, 'import'].map((part) => context.jobCommand(`settings ${part} FILE`)).join(' && '),
  };
}
