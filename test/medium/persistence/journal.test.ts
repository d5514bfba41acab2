import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  anEntry,
  applyAll,
  KINDS,
  openRun,
  openTestHost,
  plan,
  synchronize,
  type TestHost,
} from './support/test-host.js';

const four = ['ada', 'grace', 'joan', 'rosa'].map((id) => anEntry(id));

describe.each(KINDS)('the journal on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  const rowVersions = () => host.sql('select seq, ctid::text, xmin::text from batch_change order by seq');
  const statesOf = async (runId: string) => (await host.history.changes(runId)).items.map(({ state }) => state);

  it('is written when the plan is made, and not again when it is applied', async () => {
    const run = await openRun(host);
    await plan(host, run, four);
    const planned = await rowVersions();
    await applyAll(host, run);
    await host.runs.complete(run);

    expect(planned).toHaveLength(4);
    expect(await rowVersions()).toEqual(planned);
    expect(await statesOf(run.id)).toEqual(['applied', 'applied', 'applied', 'applied']);
  });

  it('names the user that a change will create, but only once it exists', async () => {
    const run = await openRun(host);
    await plan(host, run, four);
    const planned = await host.sql<{ id: string }>('select user_id as id from batch_change order by seq');
    expect((await host.history.changes(run.id)).items.map(({ userId }) => userId)).toEqual([null, null, null, null]);

    await applyAll(host, run);
    expect((await host.history.changes(run.id)).items.map(({ userId }) => userId)).toEqual(planned.map(({ id }) => id));
    expect(await host.sql('select id::text as id from identity_user order by user_name')).toEqual(planned);
    await host.runs.complete(run);
  });

  it('says how far a run came that was interrupted', async () => {
    const run = await openRun(host);
    await plan(host, run, four);
    const interrupted = new AbortController();
    for await (const applied of host.applier.apply(run, 1, interrupted.signal)) if (applied === 3) interrupted.abort();
    const ended = await host.runs.abort(run, { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });

    expect(ended.counts).toMatchObject({ read: 4, created: 3 });
    expect(await statesOf(run.id)).toEqual(['applied', 'applied', 'applied', 'planned']);
    const { items } = await host.history.changes(run.id);
    expect(items.map(({ appliedAt }) => appliedAt instanceof Date)).toEqual([true, true, true, false]);
  });

  it('distinguishes changes that were refused, or applied out of their order', async () => {
    await synchronize(host, four);
    await host.sql(`alter table identity_user add constraint no_bad_title check (title <> 'bad')`);
    const run = await synchronize(
      host,
      [
        anEntry('ada', { userName: 'grace' }),
        anEntry('grace', { userName: 'ada' }),
        anEntry('joan', { title: 'bad' }),
        anEntry('rosa', { title: 'good' }),
      ],
      { chunkSize: 1 },
    );
    await host.sql('alter table identity_user drop constraint no_bad_title');

    expect(run.counts).toMatchObject({ updated: 3, problems: 1 });
    expect(await statesOf(run.id)).toEqual(['applied', 'applied', 'refused', 'applied']);
    expect(
      await host.sql('select seq, state from batch_change where run_id = $1::text::uuid order by seq', [run.id]),
    ).toEqual([
      { seq: 1, state: 'applied' },
      { seq: 2, state: 'applied' },
      { seq: 3, state: 'refused' },
      { seq: 4, state: 'planned' },
    ]);
  });

  it('counts a deferred change as not applied until it is', async () => {
    await synchronize(host, four);
    const run = await openRun(host);
    await plan(host, run, [anEntry('ada', { userName: 'grace' }), anEntry('grace', { userName: 'ada' })]);
    const interrupted = new AbortController();
    for await (const applied of host.applier.apply(run, 1, interrupted.signal)) if (applied === 0) interrupted.abort();
    const ended = await host.runs.abort(run, { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });

    expect(ended.counts).toMatchObject({ updated: 0 });
    expect(await statesOf(run.id)).toEqual(['planned', 'planned']);
    expect(await host.sql('select user_name from identity_user order by 1 limit 2')).toEqual([
      { user_name: 'ada' },
      { user_name: 'grace' },
    ]);
  });
});
