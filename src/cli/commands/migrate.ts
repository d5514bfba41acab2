import type { Command } from 'commander';

import { type RunCommand, type CommonOptions, newCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import type { Texts } from '../texts.js';

/** `migrate`: updates the database tables. */
export function migrate(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('migrate', texts)
    .description(texts.t('command.migrate'))
    .action((options: CommonOptions) =>
      runCommand(options, async (context) => {
        const client = await context.client();
        await client.migrate();
        const lines = [client.remote ? texts.t('migrate.remote') : texts.t('migrate.done')];
        return { exitCode: EXIT.done, json: { upToDate: true }, lines };
      }),
    );
}
