import { describe, expect, it } from 'vitest';

import { AClient, aRun } from './a-client.js';
import { aFinding } from './a-finding.js';
import { runCommandLine } from './a-terminal.js';

describe('cancel, resume, revert and approve', () => {
  it('cancels a run and follows it to its end', async () => {
    const cancellation = { by: 'olga', at: new Date('2026-01-01T00:00:02Z') };
    const client = new AClient({ run: aRun({ status: 'cancelled', cancellation }) });
    const result = await runCommandLine('cancel 0192-run', client);

    expect(result.exitCode).toBe(0);
    expect(result.out).toContain('cancelled by olga');
    expect(client.asked).toContainEqual({ cancel: '0192-run' });
  });

  it('resumes a run and follows it to its end', async () => {
    const resumption = { by: 'olga', at: new Date('2026-01-01T00:00:02Z') };
    const client = new AClient({ run: aRun({ resumption }) });
    const result = await runCommandLine('resume 0192-run', client);

    expect(result.exitCode).toBe(0);
    expect(result.out).toContain('resumed by olga');
    expect(client.asked).toContainEqual({ resume: '0192-run' });
  });

  it('a run that had already done everything was not cancelled', async () => {
    const client = new AClient({ run: aRun({ status: 'succeeded-with-problems' }) });
    expect(await runCommandLine('cancel 0192-run', client)).toMatchObject({ exitCode: 3 });
  });

  it('plans to revert some users or fields of a run, and prints the command that applies it', async () => {
    const hash = 'd'.repeat(64);
    const reverts = { runId: '0191-run', users: ['7', '8'], fields: ['email'], reason: 'wrong' };
    const client = new AClient({ run: aRun({ mode: 'plan', status: 'planned', hash, reverts }) });
    const line = 'revert 0191-run --only 7 --only 8 --field email --reason wrong';
    const result = await runCommandLine(line, client);

    expect(result.exitCode).toBe(0);
    expect(client.asked).toEqual([
      { revert: '0191-run', users: ['7', '8'], fields: ['email'], reason: 'wrong' },
      'close',
    ]);
    expect(result.out).toContain('reverts the run 0191-run: wrong');
    expect(result.out).toContain(`ldap-batch-sync approve 0192-run --hash ${hash} --reason`);

    const whole = new AClient({ run: aRun({ mode: 'plan', status: 'planned', hash }) });
    await runCommandLine('revert 0191-run --reason wrong', whole);
    expect(whole.asked[0]).toEqual({ revert: '0191-run', reason: 'wrong' });
  });

  it('ends with exit code 4 when a revert is beyond the limits', async () => {
    const run = aRun({ mode: 'plan', status: 'planned', hash: 'd'.repeat(64) });
    const result = await runCommandLine('revert 0191-run --reason wrong', new AClient({ run, guards: [aFinding] }));
    expect(result.exitCode).toBe(4);
    expect(result.out).toContain(
      'The field "E-mail" would be emptied for 170 of the 180 people who have a value. Nothing',
    );
  });

  it('approves a plan and follows the run', async () => {
    const approval = { by: 'olga', at: new Date('2026-01-01T00:00:02Z'), reason: 'checked' };
    const client = new AClient({ run: aRun({ approval }) });
    const result = await runCommandLine('approve 0192-run --hash abc --reason checked', client);

    expect(result.exitCode).toBe(0);
    expect(client.asked).toEqual([{ approve: '0192-run', hash: 'abc', reason: 'checked' }, 'close']);
    expect(result.out).toMatch(/approved by olga on .*: checked/);
  });
});
