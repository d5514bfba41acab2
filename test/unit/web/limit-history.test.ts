import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { GUARDS } from '../../../src/contract/guards.js';
import { isBeyond } from '../../../src/engine/guards/is-beyond.js';
import { heightOf, judgedRuns, limitIn } from '../../../src/host/web/admin/limits/limit-history.js';
import type { RunFiguresRow } from '../../../src/host/web/shared/api/api-types.js';

const aRun = (runId: string, figures: RunFiguresRow['figures'] = []): RunFiguresRow => ({
  runId,
  endedAt: '2026-01-01T00:00:00.000Z',
  status: 'succeeded',
  figures,
});

describe('a typed limit', () => {
  it('judges earlier runs as the guard does', () => {
    const number = fc.nat({ max: 300 });
    fc.assert(
      fc.property(number, number, fc.nat({ max: 100 }), number, (people, total, percent, least) => {
        const figures = [
          { guard: 'changes', field: null, problem: null, unit: null, unitsAbove: 0, people, total },
        ] as const;
        const limit = { percent, people: least };
        const [judged] = judgedRuns([aRun('1', figures)], 'changes', limit);
        expect(judged?.isBeyond).toBe(isBeyond({ unit: null, people, total }, { enabled: true, ...limit }));
      }),
    );
  });

  it('shows the field that is the furthest towards it, the oldest run first, of the runs that were judged', () => {
    const figures = [
      { guard: 'names', field: 'userName', problem: null, unit: null, unitsAbove: 0, people: 12, total: 1000 },
      { guard: 'names', field: 'email', problem: null, unit: null, unitsAbove: 0, people: 11, total: 20 },
      { guard: 'changes', field: null, problem: null, unit: null, unitsAbove: 0, people: 500, total: 1000 },
    ] as const;
    const limit = { percent: 10, people: 10 };
    const nobody = [
      { guard: 'names', field: 'email', problem: null, unit: null, unitsAbove: 0, people: 0, total: 0 },
    ] as const;
    const judged = judgedRuns([aRun('3'), aRun('2', figures), aRun('1', nobody), aRun('0')], 'names', limit);
    expect(judged).toMatchObject([
      { run: { runId: '1' }, people: 0, total: 0, most: 10, isBeyond: false },
      { run: { runId: '2' }, field: 'email', people: 11, most: 10, isBeyond: true },
    ]);
    // The line of the limit does not jump where nobody was concerned.
    const mosts = judgedRuns(
      [aRun('4', nobody), aRun('3', [{ ...figures[0], total: 2000 }]), aRun('2', nobody), aRun('1', nobody)],
      'names',
      limit,
    );
    expect(mosts.map(({ most }) => most)).toEqual([200, 200, 200, 200]);
  });

  it('shows the organizational unit that came further beyond it than the whole run', () => {
    const figures = [
      { guard: 'entries', field: null, problem: null, unit: null, unitsAbove: 0, people: 30, total: 1000 },
      { guard: 'entries', field: null, problem: null, unit: 'ou=Berlin', unitsAbove: null, people: 30, total: 40 },
    ] as const;
    expect(judgedRuns([aRun('1', figures)], 'entries', { percent: 10, people: 10 })).toMatchObject([
      { unit: 'ou=Berlin', people: 30, most: 10, isBeyond: true },
    ]);
    expect(judgedRuns([aRun('1', figures)], 'entries', { percent: 10, people: 40 })).toMatchObject([
      { isBeyond: false },
    ]);
  });

  it('does not know of organizational units that a run does not know', () => {
    const whole = { guard: 'entries', field: null, problem: null, unit: null, people: 30, total: 1000 } as const;
    const judged = (unitsAbove: number | null, people: number) =>
      judgedRuns([aRun('1', [{ ...whole, unitsAbove }])], 'entries', { percent: 10, people })[0];
    expect(judged(10, 10)).toMatchObject({ isBeyond: false, isUnknown: false });
    expect(judged(10, 9)).toMatchObject({ isBeyond: false, isUnknown: true, unitsAbove: 10 });
    expect(judged(null, 29)).toMatchObject({ isUnknown: true, unitsAbove: null });
    // No unit has more people than the whole run.
    expect(judged(null, 30)).toMatchObject({ isUnknown: false });
    const unit = { ...whole, unit: 'ou=Berlin', unitsAbove: null, people: 20, total: 40 };
    const beyond = judgedRuns([aRun('1', [{ ...whole, unitsAbove: 15 }, unit])], 'entries', { percent: 10, people: 5 });
    expect(beyond).toMatchObject([{ isBeyond: true, isUnknown: false }]);
  });

  it('is read from the form for each guard, and only as a number', () => {
    for (const guard of GUARDS) {
      const values = { [`limits.${guard}.percent`]: 5, [`limits.${guard}.people`]: 7 };
      expect(limitIn(values, guard)).toEqual({ percent: 5, people: 7 });
      expect(limitIn({ ...values, [`limits.${guard}.people`]: null }, guard)).toBeUndefined();
      expect(limitIn({ ...values, [`limits.${guard}.percent`]: '5' }, guard)).toBeUndefined();
    }
  });
});

it('few people are seen beside many', () => {
  expect(heightOf(0, 0, 44)).toBe(0);
  expect(heightOf(0, 10_000, 44)).toBe(0);
  expect(heightOf(10_000, 10_000, 44)).toBe(44);
  expect(heightOf(5, 10_000, 44)).toBeGreaterThan(6);
});
