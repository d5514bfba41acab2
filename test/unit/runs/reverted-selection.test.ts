import { describe, expect, it } from 'vitest';

import { RunQueue } from '../../../src/runs/run-queue.service.js';
import { FakeDispatcher } from './fake-dispatcher.js';
import { aRun, FakeRunHistory, FakeRunStore } from './fake-runs.js';
import { aJob, directorySettings } from './job-fixture.js';

async function aRevert() {
  const fixture = aJob(directorySettings);
  await fixture.start();
  const history = new FakeRunHistory();
  const dispatcher = new FakeDispatcher();
  const unused = {} as never;
  const { catalog, jobSettings, job } = fixture;
  const queue = new RunQueue(
    catalog,
    jobSettings,
    new FakeRunStore(),
    history,
    dispatcher,
    unused,
    unused,
    unused,
    unused,
  );
  const run = aRun({ job: job.name });
  const revert = (selection: { users?: string[]; fields?: string[] }, of = run) =>
    queue.revert(of, { ...selection, reason: 'wrong', startedBy: 'olga' });
  return { run, history, dispatcher, revert };
}

describe('a revert', () => {
  it('of a field that the changes of the run do not have is refused by its name, and nothing is queued', async () => {
    const { run, dispatcher, revert } = await aRevert();
    await expect(revert({ fields: ['title', 'titel'] })).rejects.toMatchObject({
      code: 'FIELDS_UNKNOWN',
      params: { runId: run.id, userField: 'titel' },
    });
    const many = Array.from({ length: 50 }, (_, index) => `${index}`.padEnd(200, 'x'));
    const refused = await revert({ fields: many }).catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({ params: { userField: expect.stringMatching(/^.{1,330}$/) as string } });
    expect(dispatcher.dispatched).toEqual([]);
  });

  it('that selects nothing that the run changed is refused, and nothing is queued', async () => {
    const { run, history, dispatcher, revert } = await aRevert();
    history.isSelected = false;
    for (const selection of [{ users: ['nobody'] }, { users: [] }, { fields: [] }, { fields: ['title'] }])
      await expect(revert(selection)).rejects.toMatchObject({
        code: 'NOTHING_TO_REVERT',
        params: { runId: run.id, because: 'selection' },
      });
    expect(dispatcher.dispatched).toEqual([]);
  });

  it('of a run of a job that was deleted is refused, and the reason is that', async () => {
    const { run, dispatcher, revert } = await aRevert();
    await expect(revert({}, { ...run, job: 'plant~3' })).rejects.toMatchObject({ code: 'JOB_DELETED', params: {} });
    expect(dispatcher.dispatched).toEqual([]);
  });

  it('of all, or of what the run changed, is queued', async () => {
    const { dispatcher, revert } = await aRevert();
    await revert({ fields: ['title'], users: ['7'] });
    await revert({});
    expect(dispatcher.dispatched).toHaveLength(2);
  });
});
