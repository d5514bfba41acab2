import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openRun,
  openTestHost,
  plan,
  SETTINGS_SHAPE,
  synchronize,
  type TestHost,
} from './support/test-host.js';

/** So many that 10,000 are left when 100 after the first 30 were refused. */
const MANY = 10_130;
const people = (count: number, isBad: (index: number) => boolean): readonly DirectoryUser[] =>
  Array.from({ length: count }, (_, index) => anEntry(`p${index}`, { title: isBad(index) ? `bad ${index}` : 'fine' }));

describe.each(KINDS)('changes that the database refuses for one cause, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
    await host.sql(`alter table identity_user add constraint no_bad_title check (title not like 'bad%')`);
    return () => host.sql('alter table identity_user drop constraint if exists no_bad_title');
  });

  const failed = async (run: LeasedRun) => {
    const error = { code: 'WRITES_REFUSED', params: { refused: 100, reason: expect.stringContaining('no_bad_title') } };
    await expect(applyAll(host, run, { chunkSize: 50 })).rejects.toMatchObject(error);
    return host.runs.abort(run, { status: 'failed', code: 'WRITES_REFUSED', params: { refused: 100, reason: 'x' } });
  };

  it('end the run if there are many in a row and nothing else, and it is resumed when the cause is gone', async () => {
    const run = await openRun(host);
    await plan(
      host,
      run,
      people(MANY, (index) => index >= 30),
    );
    const { id } = await failed(run);
    expect((await host.history.problems(id, { limit: 200 })).items).toHaveLength(100);
    expect(await host.sql('select count(*)::int as written from identity_user')).toEqual([{ written: 30 }]);

    await host.sql('alter table identity_user drop constraint no_bad_title');
    await host.runs.resume({ runId: id, job: JOB, settingsShape: SETTINGS_SHAPE, resumedBy: 'olga', validHours: 24 });
    const resumed = await host.runs.acquire(id, JOB);
    if (!resumed) throw new Error('The run is not queued.');
    await applyAll(host, resumed);
    expect(await host.runs.complete(resumed)).toMatchObject({ counts: { created: MANY - 100, problems: 100 } });
    const next = await synchronize(
      host,
      people(230, (index) => index >= 30),
    );
    expect(next).toMatchObject({ status: 'succeeded', counts: { created: 100, unchanged: 130 } });
  });

  it('stop nobody else, if the cause is theirs alone', async () => {
    const run = await synchronize(
      host,
      people(260, (index) => index < 110 || index > 255),
      { chunkSize: 50 },
    );
    expect(run).toMatchObject({ status: 'succeeded-with-problems', counts: { created: 146, problems: 114 } });
  });

  it('leave out nobody who can be written, where few others are left', async () => {
    const run = await synchronize(
      host,
      people(212, (index) => index !== 150 && index !== 151),
    );
    expect(run).toMatchObject({ status: 'succeeded-with-problems', counts: { created: 2, problems: 210 } });
  });
});
