import { describe, expect, it } from 'vitest';

import { scheduleWarnings } from '../../../src/runs/schedule-warnings.js';
import { aRun } from './fake-runs.js';

const tookSeconds = (seconds: number) => aRun({ startedAt: new Date(0), endedAt: new Date(seconds * 1_000) });
const codes = (interval: number | null, lastRun = tookSeconds(0)) =>
  scheduleWarnings(interval === null ? null : interval * 1_000, lastRun).map(({ code }) => code);

describe('a schedule', () => {
  it('of once a minute that is longer than the last run has no warning', () => {
    expect(codes(60, tookSeconds(60))).toEqual([]);
    expect(codes(3_600, tookSeconds(3_599))).toEqual([]);
  });

  it('of more than once a minute is warned about', () => {
    expect(codes(59)).toEqual(['scheduleBelowMinute']);
  });

  it('that is shorter than the last run is warned about, with both times', () => {
    const [warning] = scheduleWarnings(300_000, tookSeconds(3_912));

    expect(warning).toMatchObject({ field: 'schedule.expression', code: 'scheduleShorterThanRun' });
    expect(warning?.params).toEqual({ interval: '5 min', took: '1 h 5 min 12 s' });
    expect(warning?.message).toContain('5 min, but the last successful run took 1 h 5 min 12 s.');
  });

  it('can have both warnings', () => {
    expect(codes(1, tookSeconds(2))).toEqual(['scheduleBelowMinute', 'scheduleShorterThanRun']);
  });

  it('that runs once or has not run yet has no warning about runs', () => {
    expect(codes(null, tookSeconds(100))).toEqual([]);
    expect(scheduleWarnings(60_000, undefined)).toEqual([]);
    expect(scheduleWarnings(60_000, aRun())).toEqual([]);
  });
});
