import { describe, expect, it } from 'vitest';

import type { CheckStep } from '../../../src/index.js';
import { AClient } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

const step = (outcome: CheckStep['outcome']): CheckStep => ({
  step: 'bind',
  outcome,
  code: 'someCode',
  params: {},
  milliseconds: 12,
});

describe('check', () => {
  it.each<[CheckStep['outcome'], boolean, number, string]>([
    ['passed', true, 0, '✓ Sign in'],
    ['warning', true, 0, '! Sign in'],
    ['failed', false, 1, '✗ Sign in'],
  ])('a step that %s', async (outcome, ok, exitCode, line) => {
    const result = await runCommandLine('check', new AClient({ check: { ok, steps: [step(outcome)], sample: [] } }));
    expect(result.out).toContain(line);
    expect(result.exitCode).toBe(exitCode);
  });

  it('prints the report as JSON', async () => {
    const report = { ok: false, steps: [step('failed'), step('skipped')], sample: [{ userName: 'ada' }] };
    const result = await runCommandLine('check --json', new AClient({ check: report }));
    expect(JSON.parse(result.out)).toEqual(report);
  });

  it('prints the report in the requested language', async () => {
    const report = { ok: true, steps: [step('passed')], sample: [] };
    expect((await runCommandLine('check', new AClient({ check: report }), { language: 'de' })).out).toContain(
      '✓ Anmelden',
    );
    expect((await runCommandLine('check', new AClient({ check: report }), { language: 'sv' })).out).toContain(
      '✓ Logga in',
    );
  });
});
