import { expect, it } from 'vitest';

import type { Job } from '../../../src/host/web/shared/api/api-types.js';
import { attentionOf } from '../../../src/host/web/shared/dashboard/attention.js';
import { barHeights } from '../../../src/host/web/shared/dashboard/bar-heights.js';

const NOW = new Date('2026-11-28T12:00:00Z');
const aJob = (part: Partial<Job>) =>
  ({
    name: 'job',
    status: 'succeeded',
    lastRunId: 'run',
    lastEnd: null,
    expectedBy: null,
    stalePlan: null,
    ...part,
  }) as Job;
const found = (...jobs: Job[]) => attentionOf(jobs, NOW).map(({ job, text, runId }) => [job.name, text, runId]);

it('what was stopped comes first, then what failed, and what is overdue', () => {
  expect(
    found(
      aJob({ name: 'overdue', expectedBy: '2026-11-28T03:00:00Z' }),
      aJob({ name: 'failed', status: 'failed' }),
      aJob({ name: 'stopped', status: 'stopped' }),
    ),
  ).toEqual([
    ['stopped', 'attention.stopped', 'run'],
    ['failed', 'attention.failed', 'run'],
    ['overdue', 'attention.overdue', null],
  ]);
});

it('a plan that nobody decided in time comes before what is overdue, and says why it is stale', () => {
  const stalePlan = { runId: 'plan', since: '2026-11-27T12:00:00Z' };
  const overdue = aJob({ name: 'overdue', expectedBy: '2026-11-28T03:00:00Z' });
  expect(
    found(
      overdue,
      aJob({ stalePlan: { ...stalePlan, because: 'settings' } }),
      aJob({ stalePlan: { ...stalePlan, because: 'age' } }),
      aJob({ stalePlan: { ...stalePlan, because: 'newer-run' } }),
    ),
  ).toEqual([
    ['job', 'attention.staleSettings', 'plan'],
    ['job', 'attention.staleAge', 'plan'],
    ['job', 'attention.staleNewerRun', 'plan'],
    ['overdue', 'attention.overdue', null],
  ]);
});

it('a job that does what it should needs no attention', () => {
  expect(found(aJob({ expectedBy: '2026-11-28T13:00:00Z' }), aJob({ status: null }))).toEqual([]);
});

it('a bar is higher the more a run changed, and can always be seen', () => {
  const [none = 0, few = 0, many = 0] = barHeights([0, 5, 20_000]);
  expect(none).toBeGreaterThan(0);
  expect(few).toBeGreaterThan(none);
  expect(many).toBeGreaterThan(few);
});
