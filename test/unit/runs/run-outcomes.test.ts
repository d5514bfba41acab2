import { expect, it } from 'vitest';

import { outcomesOf } from '../../../src/runs/run-outcomes.js';
import { aRun } from './fake-runs.js';

it('runs that have ended have an outcome', () => {
  const startedAt = new Date('2026-11-28T02:00:00Z');
  const counts = { ...aRun().counts, read: 10, created: 1, updated: 2, activated: 3, problems: 1 };
  const ended = aRun({
    id: 'ended',
    status: 'succeeded',
    startedAt,
    endedAt: new Date('2026-11-28T02:00:30Z'),
    counts,
  });
  const open = aRun({ id: 'open', status: 'reading', startedAt, endedAt: null });
  expect(outcomesOf([open, ended])).toEqual([
    {
      id: 'ended',
      effect: 'applied',
      status: 'succeeded',
      endedAt: ended.endedAt,
      seconds: 30,
      read: 10,
      changes: 6,
      problems: 1,
    },
  ]);
});
