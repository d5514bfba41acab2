import { describe, expect, it } from 'vitest';

import type { RunStatus } from '../../../src/index.js';
import { CliError } from '../../../src/cli/cli-error.js';
import { runList } from '../../../src/cli/run-lines.js';
import { Texts } from '../../../src/cli/texts.js';
import { aFinding } from './a-finding.js';
import { AClient, aChange, aProblem, aRun } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

describe('run, plan and show', () => {
  it.each<[RunStatus, number]>([
    ['succeeded', 0],
    ['failed', 1],
    ['cancelled', 1],
    ['succeeded-with-problems', 3],
    ['stopped', 4],
  ])('a run that ended as %s leads to exit code %i', async (status, exitCode) => {
    const client = new AClient({ run: aRun({ status }) });

    expect(await runCommandLine('run', client)).toMatchObject({ exitCode });
    expect(client.asked).toEqual([{ start: 'apply' }, 'close']);
  });

  it('a run of a disabled add-on has failed: exit code 4 is for guards', async () => {
    const reason = { code: 'ADDON_DISABLED', params: { symbolicName: 'LDAPAddonBatchSync' } } as const;
    const result = await runCommandLine('run', new AClient({ run: aRun({ status: 'stopped', reason }) }));

    expect(result.exitCode).toBe(1);
    expect(result.out).toContain('The add-on LDAPAddonBatchSync is disabled.');
    expect(result.out).not.toContain('guard');
  });

  it('a plan ends with exit code 0, or 3 if there are problems', async () => {
    const planned = aRun({ mode: 'plan', status: 'planned' });
    const withProblems = aRun({ ...planned, counts: { ...planned.counts, problems: 1 } });

    expect(await runCommandLine('plan', new AClient({ run: planned }))).toMatchObject({ exitCode: 0 });
    expect(await runCommandLine('plan', new AClient({ run: withProblems }))).toMatchObject({ exitCode: 3 });
  });

  it('a plan that a guard would stop ends with exit code 4, and names the figure', async () => {
    const planned = aRun({ mode: 'plan', status: 'planned' });
    const { exitCode, out } = await runCommandLine('plan', new AClient({ run: planned, guards: [aFinding] }));
    expect(exitCode).toBe(4);
    expect(out).toContain('170');
  });

  it('a run that waits for approval ends with exit code 4, and says why it waits', async () => {
    const approvalNeed = { because: 'changed', sections: ['mapping'] } as const;
    const waiting = aRun({ mode: 'plan', status: 'planned', hash: 'a'.repeat(64), approvalNeed });
    const { exitCode, out } = await runCommandLine('run', new AClient({ run: waiting }));
    expect(exitCode).toBe(4);
    expect(out).toContain('It waits for approval, because settings have changed');
    expect(out).toContain('ldap-batch-sync approve 0192-run');
  });

  it('requests only a plan', async () => {
    const client = new AClient({ run: aRun({ mode: 'plan', status: 'planned' }) });
    await runCommandLine('plan', client);
    expect(client.asked).toContainEqual({ start: 'plan' });
  });

  it.each(['run', 'plan'])(
    '%s synchronizes one person with --only, and the report names the entry',
    async (command) => {
      const client = new AClient({ run: aRun({ only: 'uid=ada,dc=example' }) });
      const { out } = await runCommandLine(`${command} --only ada@example.org`, client);
      expect(client.asked[0]).toMatchObject({ only: 'ada@example.org' });
      expect(out).toContain('only uid=ada,dc=example');
    },
  );

  it('prints the command that applies exactly this plan', async () => {
    const hash = 'a'.repeat(64);
    const planned = await runCommandLine('plan', new AClient({ run: aRun({ mode: 'plan', status: 'planned', hash }) }));
    expect(planned.out).toContain(`ldap-batch-sync approve 0192-run --hash ${hash} --reason`);
    const failed = await runCommandLine('plan', new AClient({ run: aRun({ mode: 'plan', status: 'failed' }) }));
    expect(failed.out).not.toContain('approve');
  });

  it('lists runs by kind and status', async () => {
    const client = new AClient();
    await runCommandLine('runs --mode plan --status planned', client);
    expect(client.asked).toContainEqual({ runs: { limit: 20, mode: 'plan', status: 'planned' } });
    expect((await runCommandLine('runs --status done', client)).usageError?.code).toBe('commander.invalidArgument');
  });

  it('shows each field of a planned change before and after', async () => {
    const result = await runCommandLine(
      'plan',
      new AClient({ run: aRun({ status: 'planned' }), changes: [aChange()] }),
    );

    expect(result.out).toContain('~ update  uid=ada,ou=people,dc=example,dc=org');
    expect(result.out).toContain('email: "old@example.org" → "new@example.org"');
  });

  it('shows the first 20 problems with their remedies and how to see the rest', async () => {
    const problems = Array.from({ length: 21 }, (_, at) => aProblem({ id: String(at), dn: `uid=u${at}` }));
    const result = await runCommandLine(
      'run',
      new AClient({ run: aRun({ status: 'succeeded-with-problems' }), problems }),
    );

    expect(result.out.match(/USER_PROTECTED/g)).toHaveLength(20);
    expect(result.out).toContain('ldap-batch-sync show 0192-run --all');
    expect(result.out).not.toContain('{{');
  });

  it('shows all with --all, page by page', async () => {
    const changes = Array.from({ length: 450 }, (_, at) => aChange({ id: String(at) }));
    const result = await runCommandLine('show 0192-run --all', new AClient({ changes }));

    expect(result.out.match(/~ update/g)).toHaveLength(450);
    expect(result.out).not.toContain('--all');
    expect(result.exitCode).toBe(0);
  });

  it('prints run, plan and show as JSON in one shape, and nothing else on standard output', async () => {
    const answers = { changes: [aChange()], problems: [aProblem()], progress: [progress('reading', 1)] };
    for (const line of ['run --json', 'plan --json', 'show 0192-run --json']) {
      const { out } = await runCommandLine(line, new AClient(answers));
      expect(JSON.parse(out)).toMatchObject({
        run: { id: '0192-run', startedAt: '2026-01-01T00:00:01.000Z' },
        changes: { items: expect.any(Array) },
        problems: { items: [{ code: 'USER_PROTECTED' }], nextCursor: null },
      });
    }
  });

  it('shows the escape sequences of a hostile entry instead of sending them to the terminal', async () => {
    const problems = [aProblem({ dn: 'uid=\u001b]0;owned\u0007', params: { userName: '\u202egnp' } })];
    const { out } = await runCommandLine('show 0192-run', new AClient({ problems }));

    expect(out).toContain('uid=\\u001b]0;owned\\u0007');
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('\u202e');
  });

  it('reports progress on one line of a terminal, and on lines elsewhere', async () => {
    const answers = { progress: [progress('reading', 1), progress('applying', 2)] };
    const onTerminal = await runCommandLine('run', new AClient(answers), { isTTY: true });
    const elsewhere = await runCommandLine('run', new AClient(answers));

    expect(onTerminal.messages).toContain('\r\u001b[2Kapplying: 2 read');
    expect(elsewhere.messages).toContain('reading: 1 of about 9 read');
    expect(elsewhere.messages).toContain('\napplying: 2 read');
    expect(elsewhere.messages).not.toContain('\u001b');
  });

  it('does not interrupt a run in a host when Ctrl-C ends following, and says so', async () => {
    const client = new AClient({ remote: true });
    const result = await runCommandLine('run', client, { signal: AbortSignal.abort() });

    expect(result).toMatchObject({ exitCode: 130, out: '' });
    expect(result.messages).toContain('ldap-batch-sync show 0192-run');
  });

  it('interrupts a run in this process with Ctrl-C', async () => {
    const client = new AClient({ remote: false });
    const result = await runCommandLine('run', client, { signal: AbortSignal.abort() });

    expect(result.exitCode).toBe(1);
    expect(client.asked).toContain('close');
  });

  it('names the run in progress', async () => {
    const failure = Object.assign(new Error('in progress'), {
      code: 'RUN_IN_PROGRESS',
      params: { runId: '0192-other' },
    });
    const result = await runCommandLine('run --json', new AClient({ failure }));

    expect(result.exitCode).toBe(1);
    expect(result.messages).toContain('0192-other');
    expect(JSON.parse(result.out)).toMatchObject({
      error: { code: 'RUN_IN_PROGRESS', params: { runId: '0192-other' } },
    });
  });

  it('prints errors with several lines and escapes control characters in each', async () => {
    const failure = new CliError('NOT_OPENED', { exitCode: 1, message: 'It does not start.\nSet \u001bDATABASE_URL.' });
    const result = await runCommandLine('run --json', new AClient({ failure }));

    expect(result.messages).toBe('It does not start.\nSet \\u001bDATABASE_URL.\n');
    expect(JSON.parse(result.out)).toMatchObject({ error: { message: failure.message } });
  });

  it('lists runs, or says that there are none', async () => {
    const listed = await runCommandLine(
      'runs',
      new AClient({ runs: [aRun({ counts: { ...aRun().counts, read: 12_345 } })] }),
    );
    expect(listed.out).toMatch(/0192-run .* succeeded .* 12,345/);
    expect((await runCommandLine('runs', new AClient())).out).toBe('No runs yet.\n');
  });

  it('lists runs in a narrow terminal with their IDs in one piece', () => {
    const id = 'ed56f02d-8b7b-4a48-9037-85a38bb31108';
    const lines = runList(new Texts('en'), [aRun({ id })], 80);
    expect(lines[0]).toBe(id);
    expect(lines.slice(1).join('')).toMatch(/: succeeded \(apply\).* inactive$/);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});

function progress(status: RunStatus, read: number) {
  return { runId: '0192-run', status, read, applied: 0, total: status === 'applying' ? 2 : null, expected: 9 };
}
