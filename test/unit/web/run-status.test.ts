import { describe, expect, it } from 'vitest';

import { progressToShow } from '../../../src/host/web/shared/api/run-status.js';
import type { RunProgress } from '../../../src/index.js';

const applying: RunProgress = {
  runId: 'r',
  status: 'applying',
  read: 6_037,
  applied: 5_800,
  total: 6_037,
  expected: null,
};
const ended: RunProgress = { ...applying, status: 'succeeded-with-problems', applied: 6_037 };

describe('progressToShow', () => {
  it('returns the latest progress while the run is under way', () => {
    expect(progressToShow(undefined, applying)).toEqual(applying);
    expect(progressToShow({ ...applying, applied: 1 }, applying)).toEqual(applying);
  });

  it('keeps the status until the run has been fetched again, with the final numbers', () => {
    expect(progressToShow(applying, ended)).toEqual({ ...applying, applied: 6_037 });
    expect(progressToShow(undefined, ended)).toBeUndefined();
  });

  it('ignores the progress of another run', () => {
    expect(progressToShow({ ...applying, runId: 'another' }, ended)).toBeUndefined();
  });
});
