import { beforeEach, expect, it } from 'vitest';

import { UnsavedSettings } from '../../../src/runs/unsaved-settings.service.js';
import { aRun, FakeRunHistory } from './fake-runs.js';
import { aJob, directorySettings } from './job-fixture.js';

const PASSWORD = directorySettings.dataPool.bindPassword;
const run = aRun({ mode: 'plan', status: 'planned', startedBy: 'grace', withUnsavedSettings: true });
const consequences = { counted: (_: unknown, changes: unknown) => Promise.resolve(changes) } as never;

let fixture: ReturnType<typeof aJob>;
let history: FakeRunHistory;
let unsaved: UnsavedSettings;
beforeEach(async () => {
  fixture = aJob();
  history = new FakeRunHistory();
  unsaved = new UnsavedSettings(history, fixture.jobSettings, consequences);
  await fixture.jobSettings.save(fixture.job, { settings: directorySettings, changedBy: 'ada' });
});

/** What a plan keeps of settings that were typed, with or without the password, as before and after its end. */
async function keep(dataPool: object, isEnded: boolean) {
  const { job, jobSettings } = fixture;
  const kept = structuredClone(await jobSettings.toKeep(await jobSettings.current(job), { dataPool })) as {
    dataPool: { bindPassword?: string };
  };
  if (isEnded) delete kept.dataPool.bindPassword;
  history.kept = kept;
}

it.each([true, false])('are shown with what differs from the saved ones; ended: %s', async (isEnded) => {
  await keep({ filter: '(uid=a*)', bindPassword: 'another' }, isEnded);
  const shown = await unsaved.of(fixture.job, run);
  expect(shown).toMatchObject({
    version: 1,
    changedBy: 'grace',
    changedAt: run.queuedAt,
    errors: [],
    settings: { dataPool: { bindPasswordSet: true }, search: { filter: '(uid=a*)' } },
    changes: [{ field: 'search.filter', after: '(uid=a*)' }],
  });
  expect(shown.changes).toHaveLength(1);
  expect(JSON.stringify(shown)).not.toMatch(new RegExp(`another|${PASSWORD}|"bindPassword"`));
});

it('differ in nothing once they are the saved ones', async () => {
  await keep({ filter: '(uid=a*)' }, true);
  const { job, jobSettings } = fixture;
  await jobSettings.save(job, { settings: { dataPool: { filter: '(uid=a*)' } }, changedBy: 'ada' });
  expect(await unsaved.of(job, run)).toMatchObject({ version: 2, changes: [] });
});

it('without a bind user have no password', async () => {
  await keep({ bindDn: '' }, true);
  expect(await unsaved.of(fixture.job, run)).toMatchObject({
    errors: [],
    settings: { dataPool: { bindDn: '', bindPasswordSet: false } },
  });
});

it('are none of a run that keeps none', async () => {
  const none = { code: 'NO_UNSAVED_SETTINGS', params: { runId: run.id } };
  await expect(unsaved.of(fixture.job, run)).rejects.toMatchObject(none);
});
