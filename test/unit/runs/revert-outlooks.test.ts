import { expect, it } from 'vitest';

import { SettingsChangesService } from '../../../src/engine/approval/settings-changes.service.js';
import { PlanConditions } from '../../../src/runs/plan-conditions.service.js';
import { RevertOutlooks } from '../../../src/runs/revert-outlooks.service.js';
import { WaitingPlans } from '../../../src/runs/waiting-plans.service.js';
import { CronJobSchedule } from '../../../src/schedule/cron-job-schedule.service.js';
import { SettingsAuthors } from '../../../src/settings/settings-authors.service.js';
import { aRun, FakeRunHistory, FakeRunStore } from './fake-runs.js';
import { aJob, directorySettings } from './job-fixture.js';

const REVERT = { runId: 'reverted', users: null, fields: null, reason: 'wrong' };
const schedule = { enabled: true, expression: '0 0 2 * * *', timeZone: 'Etc/UTC' };

/** A revert of a run that a schedule would do again, for two users. */
async function outlooks(settings: object = { ...directorySettings, schedule }) {
  const fixture = aJob(settings as typeof directorySettings);
  await fixture.start();
  const [runs, history] = [new FakeRunStore(), new FakeRunHistory()];
  const conditions = new PlanConditions(fixture.jobSettings, history, runs);
  const changes = new SettingsChangesService(history, new SettingsAuthors(fixture.store, {}));
  const cron = new CronJobSchedule({} as never);
  const waiting = new WaitingPlans(fixture.jobSettings, cron, history, conditions, changes);
  history.earlier.set('reverted', aRun({ id: 'reverted' }));
  history.shape = (await conditions.of(fixture.job, 'reverted')).settingsShape;
  history.restorableUsers = { count: 2, anyId: 'ada' };
  runs.state = { next: 'approve', stale: null };
  const revert = aRun({ mode: 'plan', status: 'planned', reverts: REVERT });
  const of = () => new RevertOutlooks(fixture.jobSettings, cron, history, conditions, waiting).of(fixture.job, revert);
  return { of, history, runs };
}

it('the next scheduled run does it again for those whose entries and pins let it', async () => {
  const { of, history } = await outlooks();
  expect(await of()).toMatchObject({ at: expect.any(Date), users: 2, userId: null });
  expect((await of())?.at.toISOString()).toMatch(/T02:00:00/);
  history.restorableUsers = { count: 1, anyId: 'ada' };
  expect(await of()).toMatchObject({ users: 1, userId: 'ada' });
});

it('nothing is done again if every value is pinned, or nobody has an entry', async () => {
  const { of, history } = await outlooks();
  history.restorableUsers = { count: 0, anyId: null };
  expect(await of()).toBeNull();
});

it('nothing is done again while the schedule is off', async () => {
  const { of } = await outlooks({ ...directorySettings, schedule: { ...schedule, enabled: false } });
  expect(await of()).toBeNull();
});

it('nothing is said of runs with other settings', async () => {
  const { of, history } = await outlooks();
  history.shape = 'another';
  expect(await of()).toBeNull();
});

it('a revert of a revert restores what the directory says', async () => {
  const { of, history } = await outlooks();
  history.earlier.set('reverted', aRun({ id: 'reverted', reverts: { ...REVERT, runId: 'first' } }));
  expect(await of()).toBeNull();
});

it('nothing is said of a plan that cannot be applied', async () => {
  const { of, runs } = await outlooks();
  runs.state = { next: null, stale: 'newer-run' };
  expect(await of()).toBeNull();
});

it('nothing is said if each scheduled run waits for an approval', async () => {
  const approval = { policy: 'always', fourEyes: false, validHours: 24 };
  const { of } = await outlooks({ ...directorySettings, schedule, approval });
  expect(await of()).toBeNull();
});

it('nothing is said if the next scheduled run waits because settings have changed since the last applied run', async () => {
  const { of, history } = await outlooks();
  const sections = { connection: 'c', search: 's', mapping: 'm', limits: 'l' };
  history.applied = { version: 1, dataPool: 'default', dataPoolVersion: 1, sections };
  expect(await of()).toBeNull();
});
