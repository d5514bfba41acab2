import { expect, it } from 'vitest';

import type { ChangedSettings } from '../../../src/cli/changed-since-applied.js';
import { AClient } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

it('run names the settings that have changed since the last applied run before it starts', async () => {
  const changes = [
    { field: 'search.filter', before: '(uid=*)', after: '(mail=*)\u001b', effect: 'people' },
    { field: 'search.filter', before: null, after: null, effect: 'people' },
  ] as const;
  const changed = { sections: ['search', 'mapping'], changes } as const;
  const { messages, out } = await runCommandLine('run --json', new AClient({ changed }));
  expect(messages).toBe(
    [
      'These settings have changed since the last applied run:',
      '  search.filter: (uid=*) → (mail=*)\\u001b',
      '    ⚠ People could be left out.',
      '  search.filter: changed',
      '    ⚠ People could be left out.',
      'The mapping has the same rows in another order.',
      'Run 0192-run is queued.',
      '',
    ].join('\n'),
  );
  expect(Object.keys(JSON.parse(out))).toEqual(['run', 'guards', 'changes', 'problems', 'problemsOmitted', 'notSeen']);
});

it('says when it is not known what has changed, and nothing when nothing has', async () => {
  const said = async (changed?: ChangedSettings) =>
    (await runCommandLine('run', new AClient(changed && { changed }))).messages.split('\n')[0];
  expect(await said({ sections: ['limits'], changes: null })).toMatch(/^Settings have changed .* not known/);
  expect(await said({ sections: [], changes: null })).toBe('Run 0192-run is queued.');
  expect(await said()).toBe('Run 0192-run is queued.');
  const plan = new AClient({ changed: { sections: ['limits'], changes: null } });
  expect((await runCommandLine('plan', plan)).messages).toBe('Plan 0192-run is queued.\n');
});
