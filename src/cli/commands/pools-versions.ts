import type { Command } from 'commander';

import { type CommandContext, type CommonOptions, newPoolCommand, type RunCommand } from '../command.js';
import type { Texts } from '../texts.js';
import {
  hasListOption,
  showVersions,
  type VersionsOptions,
  type VersionsSource,
  withVersions,
} from '../versions-command.js';

/** `pools versions POOL [version]`: lists who saved what, or compares a version with the data pool in force. */
export function poolsVersions(texts: Texts, runCommand: RunCommand): Command {
  return withVersions(newPoolCommand('versions', texts), texts)
    .description(texts.t('command.poolsVersions'))
    .action((name: string, version: number | undefined, options: CommonOptions & VersionsOptions, command: Command) =>
      runCommand(options, (context) => {
        const isList = hasListOption(command);
        return showVersions(context, versionsOfPool(context, name), version, { ...options, isList });
      }),
    );
}

function versionsOfPool(context: CommandContext, name: string): VersionsSource {
  return {
    words: `pools versions ${name}`,
    list: async (rows) => (await context.client()).pools.versions(name, rows),
    get: async (version) => (await context.client()).pools.version(name, version),
    command: (words) => context.command(words),
  };
}
