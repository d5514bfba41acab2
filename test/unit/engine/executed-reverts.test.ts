import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { aRunInput, RunFixture } from './run-fixture.js';

describe('the run executor', () => {
  beforeEach(() => {
    for (const level of ['log', 'warn', 'error'] as const) {
      vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
    }
  });

  it('plans a revert from the journal without reading the directory', async () => {
    const reverts = { runId: 'run-0', users: null, fields: null, reason: 'wrong' };
    const fixture = new RunFixture();
    fixture.mode = 'plan';
    expect(await fixture.run({ ...aRunInput(), reverts })).toMatchObject({ status: 'planned', readReport: null });
    expect(fixture.calls).toContain('plan revert');
    expect(fixture.calls).not.toContain('plan');
    expect(fixture.progress.at(-1)).toMatchObject({ read: 1, total: 1 });
  });

  it('judges the plan of a revert, without the mapping and the directory', async () => {
    const reverts = { runId: 'run-0', users: null, fields: null, reason: 'wrong' };
    const evidence = { emptied: [{ unit: null, field: 'userName', people: 170, total: 180 }] } as const;
    const finding = { guard: 'vanishingValues', people: 170, attribute: null, similar: [] };
    const [plan, apply] = [new RunFixture(), new RunFixture()].map((fixture) => Object.assign(fixture, { evidence }));
    if (!plan || !apply) throw new Error('There are no fixtures.');
    plan.mode = 'plan';
    expect(await plan.run({ ...aRunInput(), reverts })).toMatchObject({ status: 'planned' });
    expect(plan.findings).toMatchObject([finding]);

    expect(await apply.run({ ...aRunInput(), reverts })).toMatchObject({
      status: 'stopped',
      reason: { code: 'VALUES_WOULD_VANISH' },
    });
    expect(apply.calls).toEqual(['acquire', 'plan revert', 'stopped']);
    expect(apply.findings).toMatchObject([finding]);
  });
});
