import { describe, expect, it } from 'vitest';

import { Texts } from '../../../src/cli/texts.js';
import { usageLines } from '../../../src/cli/usage-lines.js';
import { AClient } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

describe('the arguments of a command', () => {
  it.each([
    ['synchronise', 'There is no command synchronise.'],
    ['run --faster', 'There is no option --faster.'],
    ['show', 'The argument run is missing.'],
    ['run --host', 'The option --host <url> requires a value.'],
    ['runs 1 2', 'Too many arguments for this command.'],
    ['runs --limit 0', 'whole number from 1 to 200'],
    ['runs --limit 1e1', 'whole number from 1 to 200'],
    ['runs --timeout 0x10', 'whole number'],
    ['approve 0192-run --reason checked', '--hash'],
    ['revert 0192-run', '--reason'],
    ['approve 0192-run --hash abc', '--reason'],
  ])('are rejected with a message: %s', async (line, sentence) => {
    const client = new AClient();
    const { usageError } = await runCommandLine(line, client);

    expect(usageLines(new Texts('en'), usageError!)[0]).toContain(sentence);
    expect(client.asked).toEqual([]);
  });

  it.each([
    ['show', 'See: ldap-batch-sync show --help'],
    ['runs --limit 0', 'See: ldap-batch-sync runs --help'],
    ['settings export --faster', 'See: ldap-batch-sync settings export --help'],
    ['settings paint', 'See: ldap-batch-sync settings --help'],
    ['synchronise', 'See: ldap-batch-sync --help'],
  ])('lead to the help of the command: %s', async (line, see) => {
    const { usageError } = await runCommandLine(line, new AClient());
    expect(usageLines(new Texts('en'), usageError!)[1]).toBe(see);
  });

  it('cannot contain a password', async () => {
    for (const option of ['--password', '--token', '--bind-password']) {
      expect((await runCommandLine(`check ${option} secret`, new AClient())).usageError?.code).toBe(
        'commander.unknownOption',
      );
    }
  });
});
