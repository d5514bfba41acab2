import { describe, expect, it } from 'vitest';

import type { GuardFigure, RunFigures } from '../../../src/contract/guards.js';
import { usualShare } from '../../../src/engine/guards/usual-share.js';

const figure = (people: number, field: string | null = 'email'): GuardFigure => ({
  guard: 'names',
  field,
  people,
  total: 200,
});
const aRun = (figures: readonly GuardFigure[], status: RunFigures['status'] = 'succeeded'): RunFigures => ({
  runId: 'run',
  endedAt: new Date(0),
  status,
  figures,
});

describe('what is usual', () => {
  it('is not known before the first good run', () => {
    expect(usualShare(figure(9), [])).toBeNull();
    expect(usualShare(figure(9), [aRun([figure(9)], 'stopped'), aRun([figure(9)], 'failed')])).toBeNull();
  });

  it('is the median and the highest share of the same figure, with nobody where a run has none', () => {
    const past = [aRun([figure(3), figure(100, 'userName')]), aRun([]), aRun([figure(1)], 'succeeded-with-problems')];
    expect(usualShare(figure(90), past)).toEqual({ runs: 3, median: 0.5, highest: 1.5 });
    expect(usualShare(figure(90), past.slice(0, 2))).toEqual({ runs: 2, median: 0.8, highest: 1.5 });
    expect(usualShare({ guard: 'changes', field: null }, past)).toEqual({ runs: 3, median: 0, highest: 0 });
  });

  it('is about the latest 20 good runs', () => {
    const past = Array.from({ length: 30 }, (_, index) =>
      aRun([figure(index)], index % 3 === 2 ? 'stopped' : 'succeeded'),
    );
    expect(usualShare(figure(90), past)).toMatchObject({ runs: 20, highest: 14 });
  });
});
