import { expect, it } from 'vitest';

import { type Deleted, type RetentionLimits, RunRetention } from '../../../src/engine/ports/run-retention.js';
import { RetentionService } from '../../../src/runs/retention.service.js';
import { FakeRunHistory } from './fake-runs.js';
import { FakeSyncEvents } from './fake-sync-events.js';
import { aJob, directorySettings } from './job-fixture.js';

class FakeRetention extends RunRetention {
  limits: RetentionLimits | undefined;
  readonly steps: Deleted[] = [];

  async *deleteExpired(limits: RetentionLimits): AsyncGenerator<Deleted> {
    this.limits = limits;
    yield* this.steps;
  }
}

async function aRetention() {
  const { start, catalog, jobSettings, job } = aJob(directorySettings);
  await start();
  const [retention, events, history] = [new FakeRetention(), new FakeSyncEvents(), new FakeRunHistory()];
  const service = new RetentionService({ retentionDays: 30 }, retention, events, catalog, jobSettings, history);
  return { service, retention, events, history, job };
}

it('keeps the versions of the settings that the last applied run used, and later ones', async () => {
  const { service, retention, history, job } = await aRetention();
  const sections = { connection: 'c', search: 's', mapping: 'm', limits: 'l' };
  history.applied = { version: 3, dataPool: 'default', dataPoolVersion: 2, sections };
  await service.deleteExpired();
  expect(retention.limits).toEqual({
    days: 30,
    runs: 100_000,
    planHours: 24,
    versionsInUse: [
      { key: job.settingKey, version: 3 },
      { key: 'data-pool.default', version: 2 },
    ],
  });
});

it('keeps all versions of a job and its data pool before its first applied run: each of their authors may not approve', async () => {
  const { service, retention, job } = await aRetention();
  await service.deleteExpired();
  expect(retention.limits?.versionsInUse).toEqual([
    { key: job.settingKey, version: 0 },
    { key: 'data-pool.default', version: 0 },
  ]);
});

it('keeps all versions of the data pool that a job uses now, and those of the one that its last applied run used', async () => {
  const { service, retention, history, job } = await aRetention();
  const sections = { connection: 'c', search: 's', mapping: 'm', limits: 'l' };
  history.applied = { version: 3, dataPool: 'plant', dataPoolVersion: 2, sections };
  await service.deleteExpired();
  expect(retention.limits?.versionsInUse).toEqual([
    { key: job.settingKey, version: 3 },
    { key: 'data-pool.plant', version: 2 },
    { key: 'data-pool.default', version: 0 },
  ]);
});

it('invalidates what is cached when links were deleted', async () => {
  const { service, retention, events } = await aRetention();
  await service.deleteExpired();
  expect(events.invalidated).toEqual([]);
  retention.steps.push({ runs: 0, changes: 0, problems: 0, links: 2 }, { runs: 0, changes: 0, problems: 0, links: 1 });
  expect(await service.deleteExpired()).toMatchObject({ links: 3 });
  expect(events.invalidated).toEqual([['runs', 'users']]);
});
