import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { SqlUsers } from '../../../src/persistence/journal/sql-users.js';
import { empty } from './support/host-state.js';
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
import { usersOf } from './support/users-of.js';

describe.each(KINDS)('a change that waits until another user has given up a name, on %s', (kind) => {
  let host: TestHost;
  let users: SqlUsers;
  beforeAll(async () => {
    host = await openTestHost(kind);
    users = usersOf(host.persistence);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const change = (id: string, title: string) =>
    users.change(id, { fields: { title }, reason: 'asked by phone', changedBy: 'olga' });

  it('comes after what a person changed meanwhile, in the order in which both were applied', async () => {
    const people = (one: object, other: object) => [anEntry('0', one), anEntry('1', other)];
    await synchronize(host, people({ userName: 'ada', title: 'old' }, { userName: 'eve' }));
    const [ada] = await host.sql<{ id: string }>(`select id::text from identity_user where user_name = 'ada'`);
    const id = ada?.id ?? '';

    const run = await openRun(host);
    await plan(host, run, people({ userName: 'eve', title: 'new' }, { userName: 'ann' }));
    const applying = host.applier.apply(run, 1, new AbortController().signal)[Symbol.asyncIterator]();
    for (let chunk = 0; chunk < 2; chunk++) await applying.next();
    expect(await host.sql(`select dn from batch_change where state = 'deferred'`)).toHaveLength(1);
    await host.runs.abort(run, { status: 'cancelled', code: 'RUN_CANCELLED', params: {} });

    await change(id, 'by hand');
    await change(id, 'old');
    await host.runs.resume({ runId: run.id, job: JOB, settingsShape: SETTINGS_SHAPE, resumedBy: null, validHours: 24 });
    const resumed = await host.runs.acquire(run.id, JOB);
    if (!resumed) throw new Error('The run is not queued.');
    await applyAll(host, resumed, { chunkSize: 1 });
    await host.runs.complete(resumed);
    await change(id, 'last');

    const after = new Date(Date.now() + 60_000);
    const titles = (await users.get(id, after))?.fields['title'];
    expect(titles).toMatchObject({ value: 'last', writtenBy: { runId: null } });
    expect(await historyOf(id)).toEqual(['last', 'new', 'old', 'by hand', 'old']);

    await host.sql(`delete from manual_change where (select max(position) from manual_change) = position`);
    await host.sql(`update identity_user set title = 'new' where id = '${id}'`);
    for (const at of [undefined, after]) {
      expect((await users.get(id, at))?.fields['title']).toMatchObject({ value: 'new', writtenBy: { runId: run.id } });
    }
  });

  async function historyOf(id: string): Promise<readonly unknown[]> {
    const { items } = await host.history.ofUser(id);
    return items.map(({ after }) => after['title']);
  }
});
