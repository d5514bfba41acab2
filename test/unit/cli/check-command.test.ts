import { describe, expect, it } from 'vitest';

import type { CheckOutcome, CheckReport, CheckStep } from '../../../src/index.js';
import { AClient } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

const step = (outcome: CheckStep['outcome']): CheckStep => ({
  step: 'bind',
  outcome,
  code: 'someCode',
  params: {},
  milliseconds: 12,
});

const aReport = (outcome: CheckOutcome, steps: readonly CheckStep[] = []): CheckReport => ({
  outcome,
  ok: outcome === 'ready',
  reason: null,
  steps,
  sample: [],
});

describe('check', () => {
  it.each<[CheckStep['outcome'], string]>([
    ['passed', '✓ Sign in'],
    ['warning', '! Sign in'],
    ['failed', '✗ Sign in'],
  ])('a step that %s', async (outcome, line) => {
    const result = await runCommandLine('check', new AClient({ check: aReport('ready', [step(outcome)]) }));
    expect(result.out).toContain(line);
  });

  it.each<[CheckOutcome, number, string]>([
    ['ready', 0, 'Ready to synchronize.'],
    ['connected', 3, 'Connected, but nobody could be synchronized.'],
    ['not-connected', 1, 'Not connected to the directory.'],
  ])('the outcome %s has the exit code %i', async (outcome, exitCode, sentence) => {
    const looking = { ...step('passed'), step: 'search' } as const;
    const result = await runCommandLine('check', new AClient({ check: aReport(outcome, [looking]) }));
    expect(result).toMatchObject({ exitCode, out: expect.stringContaining(sentence) as string });
  });

  it('says of a data pool, where nobody is looked for, that it can be reached', async () => {
    const { out } = await runCommandLine('check', new AClient({ check: aReport('ready', [step('passed')]) }));
    expect(out).toContain('\nConnected.\n');
  });

  it('says how many of the entries examined have each attribute', async () => {
    const shares = [{ attribute: 'mail', entries: 1180, total: 1200 }];
    const { out } = await runCommandLine('check', new AClient({ check: { ...aReport('ready'), shares } }));
    expect(out).toMatch(/Entries examined that have the attribute:\nLDAP attribute +Entries *\nmail +1,180 of 1,200\n/);
  });

  it('explains why an entry cannot be mapped, instead of naming a code', async () => {
    const params = { count: 20, dn: 'uid=ada', problem: 'VALUE_MISSING', attribute: 'mail', field: 'email' };
    const map: CheckStep = { step: 'map', outcome: 'failed', code: 'NOTHING_MAPPED', params, milliseconds: 0 };
    const { out } = await runCommandLine('check', new AClient({ check: aReport('connected', [map]) }));
    expect(out).toContain('uid=ada: The attribute mail has no value, but the field E-mail requires one.');
    expect(out).not.toContain('VALUE_MISSING');
  });

  it('prints a line for each row of the mapping whose attribute no entry has, and what to do once', async () => {
    const line = (attribute: string, userField: string) => ({
      code: 'ATTRIBUTE_MISSPELLED',
      params: { count: 20, attribute, userField, people: 170, similar: 'mail' },
    });
    const further = [line('mial2', 'userName')];
    const rights = { step: 'rights', outcome: 'warning', ...line('mial', 'email'), milliseconds: 0, further } as const;
    const { out } = await runCommandLine('check', new AClient({ check: aReport('ready', [rights]) }));
    expect(out).toContain('attribute "mial": the field "E-mail" would be emptied (users with a value: 170).');
    expect(out).toContain('attribute "mial2": the field "User name" would be emptied');
    expect(out.split('Correct the attribute in the mapping.')).toHaveLength(2);
  });

  it('prints the report as JSON', async () => {
    const steps = [step('failed'), step('skipped')];
    const report = { ...aReport('not-connected', steps), sample: [{ userName: 'ada' }] };
    const result = await runCommandLine('check --json', new AClient({ check: report }));
    expect(JSON.parse(result.out)).toEqual(report);
  });

  it('prints the report in the requested language', async () => {
    const report = aReport('ready', [step('passed')]);
    expect((await runCommandLine('check', new AClient({ check: report }), { language: 'de' })).out).toContain(
      '✓ Anmelden',
    );
    expect((await runCommandLine('check', new AClient({ check: report }), { language: 'sv' })).out).toContain(
      '✓ Logga in',
    );
  });
});
