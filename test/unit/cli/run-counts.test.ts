import { expect, it } from 'vitest';

import { runList } from '../../../src/cli/run-lines.js';
import { Texts } from '../../../src/cli/texts.js';
import { runCounts } from '../../../src/contract/change-kinds.js';
import { AClient, aRun } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

it('a plan reads as what would be done, and a run as what it did', async () => {
  const plan = aRun({ mode: 'plan', status: 'planned' });
  const planned = await runCommandLine('plan', new AClient({ run: plan }));
  expect(planned.out).toMatch(/would be created +1/);
  expect(planned.out).not.toMatch(/^ *created/m);
  expect((await runCommandLine('run', new AClient({ run: aRun() }))).out).toMatch(/^ *created +1/m);
  expect(runList(new Texts('en'), [plan], 60).join('\n')).toContain('1 would be created, 1 would be updated');
  expect(runList(new Texts('en'), [plan], 400).join('\n')).toContain('would create 1');
});

it('a run that failed before its plan was complete has no counts in the text', async () => {
  const failed = aRun({ status: 'failed', counts: runCounts({ read: 2, problems: 2 }) });
  expect((await runCommandLine('run', new AClient({ run: failed }))).out).not.toContain('created');
  const { out } = await runCommandLine('run --json', new AClient({ run: failed }));
  expect(JSON.parse(out)).toMatchObject({ run: { effect: 'nothing-planned', counts: { read: 2, problems: 2 } } });
  expect(runList(new Texts('en'), [failed], 60).join('\n')).toContain('no counts: the plan is not complete');
});

it('nobody is asked to apply a plan that changes nobody', async () => {
  const plan = aRun({ mode: 'plan', status: 'planned', hash: 'a'.repeat(64) });
  expect((await runCommandLine('show 0192-run', new AClient({ run: plan }))).out).toContain('approve');
  const empty = { ...plan, counts: runCounts({ read: 3, unchanged: 3 }) };
  expect((await runCommandLine('show 0192-run', new AClient({ run: empty }))).out).not.toContain('approve');
});

it.each([
  ['en', 'Plan 0192-run: planned', 'Plan 0192-run: failed'],
  ['de', 'Probelauf 0192-run: fertig', 'Probelauf 0192-run: fehlgeschlagen'],
  ['fr', 'Simulation 0192-run\u{a0}: terminée', 'Simulation 0192-run\u{a0}: échouée'],
  ['sv', 'Provkörning 0192-run: klar', 'Provkörning 0192-run: misslyckades'],
] as const)('a plan does not read as a planned or failed run in %s', async (language, planned, failed) => {
  for (const [status, line] of [
    ['planned', planned],
    ['failed', failed],
  ] as const) {
    const client = new AClient({ run: aRun({ mode: 'plan', status }) });
    const { out, messages } = await runCommandLine('plan', client, { language });
    expect(out.split('\n')[0]).toBe(line);
    expect(messages).toContain(`${line.split(' ')[0]} 0192-run`.replace('Simulation', 'simulation'));
  }
});
