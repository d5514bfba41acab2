import type { Command } from 'commander';

import { CliError } from '../cli-error.js';
import { type CommonOptions, newCommand, type RunCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { rekeyLocally } from '../rekey-locally.js';
import type { Texts } from '../texts.js';

/** `rekey`: encrypts the stored secrets with a new key. */
export function rekey(texts: Texts, runCommand: RunCommand): Command {
  const { t } = texts;
  return newCommand('rekey', texts)
    .description(t('command.rekey'))
    .action((options: CommonOptions) =>
      runCommand(options, async (context) => {
        if (options.host !== undefined) throw new CliError('REKEY_NOT_REMOTE', { exitCode: EXIT.wrongUsage });
        const report = await rekeyLocally(process.env, () => context.askSecret(t('prompt.oldKey')));
        const { reencrypted, unchanged } = report;
        const lines = [t('rekey.done', { reencrypted, unchanged }), t('rekey.next')];
        return { exitCode: EXIT.done, json: report, lines };
      }),
    );
}
