import { CronJobSchedule } from '../../../src/schedule/cron-job-schedule.service.js';
import { SettingsChangesService } from '../../../src/engine/approval/settings-changes.service.js';
import { Approvers } from '../../../src/runs/approvers.service.js';
import { SettingsAuthors } from '../../../src/settings/settings-authors.service.js';
import { PlanConditions } from '../../../src/runs/plan-conditions.service.js';
import { WaitingPlans } from '../../../src/runs/waiting-plans.service.js';
import { RunRecovery } from '../../../src/runs/run-recovery.service.js';
import { RunQueue } from '../../../src/runs/run-queue.service.js';
import { FakeDispatcher } from './fake-dispatcher.js';
import { FakeRunHistory, FakeRunStore } from './fake-runs.js';
import { aJob, directorySettings } from './job-fixture.js';

/** A run queue with fakes, whose job has settings. */
export async function aQueue() {
  const fixture = aJob(directorySettings);
  await fixture.start();
  const runs = new FakeRunStore();
  const history = new FakeRunHistory();
  const dispatcher = new FakeDispatcher();
  const conditions = new PlanConditions(fixture.jobSettings, history, runs);
  const schedule = new CronJobSchedule({} as never);
  const changes = new SettingsChangesService(history, new SettingsAuthors(fixture.store, {}));
  const waiting = new WaitingPlans(fixture.jobSettings, schedule, history, conditions, changes);
  const approvers = new Approvers(fixture.jobSettings, history, changes);
  const queue = new RunQueue(
    fixture.catalog,
    fixture.jobSettings,
    runs,
    history,
    dispatcher,
    conditions,
    waiting,
    approvers,
    { entryOf: async (_job: unknown, _settings: unknown, who: string) => `uid=${who},dc=example` } as never,
  );
  return { ...fixture, runs, history, dispatcher, queue, recovery: new RunRecovery(runs, queue) };
}
