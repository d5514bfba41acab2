import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { aRunInput, RunFixture } from './run-fixture.js';

beforeEach(() => void vi.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined));

describe('a run that needs an approval', () => {
  const changes = { isFirst: false, sections: ['mapping'], authors: ['ada'], areAuthorsKnown: true } as const;
  const scheduled = { ...aRunInput(), request: { trigger: 'schedule', startedBy: null } } as const;

  it('waits with its plan when it is scheduled and settings have changed', async () => {
    const fixture = Object.assign(new RunFixture(), { changes });

    expect(await fixture.run(scheduled)).toMatchObject({ status: 'planned' });
    expect(fixture.calls).toEqual(['acquire', 'open read', 'plan', 'close read', 'planned']);
    expect(fixture.approvalNeed).toEqual({ because: 'changed', sections: ['mapping'] });
  });

  it('is applied once it was approved', async () => {
    const fixture = Object.assign(new RunFixture(), { changes, isApproved: true });

    expect(await fixture.run(scheduled)).toMatchObject({ status: 'succeeded' });
  });

  it('stops nevertheless when it is beyond a limit', async () => {
    const fixture = Object.assign(new RunFixture(), { changes });
    fixture.evidence = { changed: [{ unit: null, people: 170, total: 180 }] };

    expect(await fixture.run(scheduled)).toMatchObject({ status: 'stopped' });
    expect(fixture.approvalNeed).toBeUndefined();
  });

  it.each([
    ['one person', 'uid=ada,dc=example', 'planned'],
    ['everyone', null, 'succeeded'],
  ])('after guards stopped everyone, a start for %s ends as %s', async (_, only, status) => {
    const fixture = Object.assign(new RunFixture(), { only, isEveryoneStopped: true });

    expect(await fixture.run()).toMatchObject({ status });
  });

  it.each([
    ['someone who changed the settings', 'ada', 'planned'],
    ['someone unknown', null, 'planned'],
    ['someone else', 'grace', 'succeeded'],
  ])('with four eyes, a start by %s ends as %s', async (_, startedBy, status) => {
    const fixture = Object.assign(new RunFixture(), { changes });
    const approval = { policy: 'whenChanged', fourEyes: true, validHours: 24 } as const;

    const input = { ...aRunInput(), approval, request: { trigger: 'manual', startedBy } as const };
    expect(await fixture.run(input)).toMatchObject({ status });
  });

  it('with four eyes, waits whoever started it when someone else may have changed the settings', async () => {
    const fixture = Object.assign(new RunFixture(), { changes: { ...changes, areAuthorsKnown: false } });
    const approval = { policy: 'whenChanged', fourEyes: true, validHours: 24 } as const;

    await fixture.run({ ...aRunInput(), approval, request: { trigger: 'manual', startedBy: 'grace' } });
    expect(fixture.approvalNeed).toMatchObject({ because: 'four-eyes' });
  });
});
