import { describe, expect, it } from 'vitest';

import type { GuardFigure, RunFigures } from '../../../src/contract/guards.js';
import { usualShare } from '../../../src/engine/guards/usual-share.js';

const figure = (people: number, more: Partial<GuardFigure> = {}): GuardFigure => ({
  guard: 'names',
  field: 'email',
  problem: null,
  unit: null,
  unitsAbove: null,
  people,
  total: 200,
  ...more,
});
const aRun = (...figures: readonly GuardFigure[]): RunFigures => ({
  runId: 'run',
  endedAt: new Date(0),
  status: 'succeeded',
  figures,
});
const EMAIL = { guard: 'names', field: 'email', problem: null } as const;

describe('what is usual', () => {
  it('is the median and the highest share of the same figure', () => {
    const past = [aRun(figure(3), figure(100, { field: 'userName' })), aRun(figure(0)), aRun(figure(1))];
    expect(usualShare(EMAIL, past)).toEqual({ runs: 3, median: 0.5, highest: 1.5 });
    expect(usualShare(EMAIL, past.slice(0, 2))).toEqual({ runs: 2, median: 0.8, highest: 1.5 });
  });

  it('is that of whole runs, whatever was counted in a unit', () => {
    expect(usualShare(EMAIL, [aRun(figure(90, { unit: 'ou=Berlin' }), figure(2))])).toMatchObject({ highest: 1 });
  });

  it('is not known before a run was judged, and leaves out those that were not', () => {
    expect(usualShare(EMAIL, [])).toBeNull();
    expect(usualShare(EMAIL, [aRun(), aRun(figure(9, { field: 'userName' }))])).toBeNull();
    expect(usualShare(EMAIL, [aRun(), aRun(figure(4)), aRun()])).toEqual({ runs: 1, median: 2, highest: 2 });
  });

  it('compares a problem with the same problem, which nobody had where only others had one', () => {
    const cause = (people: number, problem: GuardFigure['problem']) =>
      figure(people, { guard: 'oneCause', field: null, problem });
    const past = [
      aRun(cause(80, 'VALUE_MISSING'), cause(2, 'NAME_TAKEN')),
      aRun(cause(100, 'VALUE_MISSING')),
      aRun(cause(0, null)),
    ];
    const about = (code: 'VALUE_MISSING' | 'NAME_TAKEN') =>
      usualShare({ guard: 'oneCause', field: null, problem: { code, params: {} } }, past);
    expect(about('VALUE_MISSING')).toEqual({ runs: 3, median: 40, highest: 50 });
    expect(about('NAME_TAKEN')).toEqual({ runs: 3, median: 0, highest: 1 });
  });
});
