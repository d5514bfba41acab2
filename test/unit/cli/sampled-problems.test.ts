import { expect, it } from 'vitest';

import { AClient, aFinding, aProblem, aRun } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

it('says of how many problems a sample is kept', async () => {
  const problem = { code: 'VALUE_MISSING', params: { attribute: 'uid' } } as const;
  const group = { code: 'VALUE_MISSING', field: 'userName' } as const;
  const answers = {
    run: aRun({ status: 'stopped' }),
    problems: [aProblem()],
    problemGroups: [
      { ...group, problems: 20_000, omitted: 19_985 },
      { ...group, field: 'lastName', problems: 5, omitted: 0 },
      { code: 'VALUE_INVALID', field: 'email', problems: 30, omitted: 0 } as const,
    ],
  };
  const oneCause = aFinding({ guard: 'oneCause', field: null, attribute: null, problem });
  const shown = await runCommandLine('show 0192-run', new AClient({ ...answers, guards: [oneCause] }));
  expect(shown.out).toContain('only a sample of it is kept: 20 of 20,005.');
  const json = await runCommandLine('show 0192-run --json', new AClient({ ...answers, guards: [oneCause] }));
  expect(JSON.parse(json.out)).toMatchObject({ problemsOmitted: 19_985 });

  const ofUnit = { ...oneCause, unit: 'ou=Robots' };
  expect((await runCommandLine('show 0192-run', new AClient({ ...answers, guards: [ofUnit] }))).out).not.toContain(
    'sample',
  );
});
