import type { Command } from 'commander';

import { type Carry, type CommonOptions, newCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import type { Texts } from '../texts.js';

/** `migrate`: brings the tables up to date. */
export function migrate(texts: Texts, carry: Carry): Command {
  return newCommand('migrate', texts)
    .description(texts.t('command.migrate'))
    .action((options: CommonOptions) =>
      carry(options, async (at) => {
        const client = await at.client();
        const applied = await client.migrate();
        const nothing = client.remote ? texts.t('migrate.remote') : texts.t('migrate.nothing');
        const lines = applied.length > 0 ? applied.map((name) => texts.t('migrate.applied', { name })) : [nothing];
        return { exitCode: EXIT.done, json: { applied }, lines };
      }),
    );
}
