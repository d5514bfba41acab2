import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { GuardFigure, GuardLimits } from '../../../src/contract/guards.js';
import { SqlGuardHistory } from '../../../src/persistence/runs/sql-guard-history.js';
import { LimitsSettings } from '../../../src/settings/schema/limits-settings.js';
import { JudgedRuns, people } from './support/judged-runs.js';
import { JOB, KINDS, openTestHost, type TestHost } from './support/test-host.js';

describe.each(KINDS)('figures of organizational units on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  const defaults: GuardLimits = new LimitsSettings();
  const names = { ...defaults.names, enabled: false };
  const runs = new JudgedRuns(() => host, { ...defaults, names, changes: { ...defaults.changes, people: 7 } });

  async function latest(): Promise<readonly GuardFigure[]> {
    const history = new SqlGuardHistory(host.persistence.database, host.persistence.tables);
    return (await history.latest(JOB.name, 1))[0]?.figures ?? [];
  }

  it('are known above the number of the limit of that time', async () => {
    await runs.synchronizeAll(people(40));
    expect(await latest()).toMatchObject([{ guard: 'oneCause', unitsAbove: 0 }]);

    await runs.synchronizeAll(people(20));
    const figures = await latest();
    const ofWhole = figures.filter(({ unit }) => unit === null);
    expect(Object.fromEntries(ofWhole.map(({ guard, unitsAbove }) => [guard, unitsAbove]))).toEqual({
      oneCause: 10,
      entries: 10,
      vanishingValues: 5,
      names: null,
      changes: 7,
      problems: 10,
    });
    expect(figures.filter(({ unit }) => unit !== null)).toMatchObject([
      { guard: 'entries', people: 20, unitsAbove: null },
    ]);
  });

  it('are not known of runs of earlier versions', async () => {
    await host.sql(`update batch_run set figures = replace(figures::text, '"unitsAbove"', '"other"')::jsonb`);
    expect((await latest()).filter(({ unitsAbove }) => unitsAbove !== null)).toEqual([]);
  });
});
