import { expect, it } from 'vitest';

import { SettingsChangesService } from '../../../src/engine/approval/settings-changes.service.js';
import { PlanConditions } from '../../../src/runs/plan-conditions.service.js';
import { WaitingPlans } from '../../../src/runs/waiting-plans.service.js';
import { CronJobSchedule } from '../../../src/schedule/cron-job-schedule.service.js';
import { SettingsAuthors } from '../../../src/settings/settings-authors.service.js';
import { aRun, FakeRunHistory, FakeRunStore } from './fake-runs.js';
import { aJob, directorySettings } from './job-fixture.js';

const MADE = new Date('2026-05-03T02:00:00Z');
const BEFORE_A_CHANGE = {
  version: 1,
  dataPool: 'default',
  dataPoolVersion: 1,
  sections: { connection: 'c', search: 's', mapping: 'm', limits: 'l' },
};

async function plans() {
  const fixture = aJob(directorySettings);
  await fixture.start();
  const [runs, history] = [new FakeRunStore(), new FakeRunHistory()];
  const conditions = new PlanConditions(fixture.jobSettings, history, runs);
  const changes = new SettingsChangesService(history, new SettingsAuthors(fixture.store, {}));
  const schedule = new CronJobSchedule({} as never);
  history.applied = BEFORE_A_CHANGE;
  history.waitingRun = aRun({
    mode: 'plan',
    status: 'planned',
    endedAt: MADE,
    approvalNeed: { because: 'changed', sections: ['mapping'] },
  });
  const waiting = new WaitingPlans(fixture.jobSettings, schedule, history, conditions, changes);
  return { job: fixture.job, runs, history, waiting, runId: history.waitingRun.id };
}

it('a plan waits until it expires', async () => {
  const { job, runs, waiting, runId } = await plans();
  runs.state = { next: 'approve', stale: null };
  const until = new Date('2026-05-04T02:00:00Z');
  const waits = { runId, because: 'changed', sections: ['mapping'], since: MADE, until };
  expect(await waiting.undecided(job)).toEqual({ waiting: waits, stale: null });
  expect(await waiting.of(job)).toEqual(waits);
});

it.each(['settings', 'newer-run', 'age'] as const)(
  'a plan that nobody decided is stale because of %s',
  async (stale) => {
    const { job, runs, waiting, runId } = await plans();
    runs.state = { next: 'approve', stale };
    expect(await waiting.undecided(job)).toEqual({ waiting: null, stale: { runId, since: MADE, because: stale } });
    expect(await waiting.of(job)).toBeNull();
  },
);

it('a plan that no run would need approved any more does not count', async () => {
  const { job, runs, history, waiting } = await plans();
  runs.state = { next: 'approve', stale: 'age' };
  history.applied = undefined;
  expect(await waiting.undecided(job)).toBeNull();
});
