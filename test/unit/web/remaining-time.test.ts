import { describe, expect, it } from 'vitest';

import { remainingMs, sampleOf, wholeOf } from '../../../src/host/web/operator/runs/remaining-time.js';

const progress = { runId: 'run', status: 'reading', read: 200, applied: 0, total: null, expected: 1000 } as const;
const first = sampleOf(progress, 10_000);
const at = (seconds: number, read: number) => sampleOf({ ...progress, read }, 10_000 + seconds * 1_000);

describe('the remaining time of a phase', () => {
  it('follows from the speed since the first sample', () => {
    expect(remainingMs(first, at(4, 600), wholeOf(progress))).toBe(4_000);
  });

  it('is that of the changes while they are applied', () => {
    const applying = { ...progress, status: 'applying', applied: 10, total: 110 } as const;
    const later = sampleOf({ ...applying, applied: 60 }, 20_000);
    expect(remainingMs(sampleOf(applying, 10_000), later, wholeOf(applying))).toBe(10_000);
  });

  it.each([
    ['it is too early', at(2, 600), 1000],
    ['nothing was done since', at(9, 200), 1000],
    ['nobody knows how much there is', at(9, 600), null],
    ['there is more than expected', at(9, 1100), 1000],
  ])('is unknown when %s', (_, now, whole) => {
    expect(remainingMs(first, now, whole)).toBeUndefined();
  });
});
