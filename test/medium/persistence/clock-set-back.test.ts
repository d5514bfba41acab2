import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../../../src/contract/run.js';
import { floorsOf } from '../../../src/engine/guards/guards.js';
import type { SqlUsers } from '../../../src/persistence/journal/sql-users.js';
import { SqlRunRetention } from '../../../src/persistence/retention/sql-run-retention.js';
import { LimitsSettings } from '../../../src/settings/schema/limits-settings.js';
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

const FLOORS = floorsOf(new LimitsSettings());

describe.each(KINDS)('a clock that is set back on %s', (kind) => {
  let host: TestHost;
  let users: SqlUsers;
  beforeAll(async () => {
    host = await openTestHost(kind);
    users = usersOf(host.persistence);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  /** What was stored until now is an hour later than what comes. */
  async function setBack(): Promise<void> {
    const later = (...columns: string[]) =>
      columns.map((column) => `${column} = ${column} + interval '1 hour'`).join(', ');
    await host.sql(`update batch_run set ${later('queued_at', 'started_at', 'planned_at', 'ended_at')}`);
    await host.sql(`update batch_chunk set ${later('applied_at')}`);
    await host.sql(`update batch_change set ${later('applied_at')}`);
    await host.sql(`update manual_change set ${later('changed_at')}`);
    await host.sql(`update directory_link set ${later('linked_at')}`);
  }

  const run = (title: string) => synchronize(host, [anEntry('ada', { title, email: 'ada@example.org' })]);
  const ada = async () => (await host.sql<{ id: string }>(`select id::text from identity_user`))[0]?.id ?? '';
  const change = (id: string, title: string) =>
    users.change(id, { fields: { title }, reason: 'asked by phone', changedBy: 'olga' });

  it('changes neither who wrote a value last nor the order of a history', async () => {
    const first = await run('one');
    await setBack();
    const id = await ada();
    await change(id, 'two');
    expect(await users.get(id)).toMatchObject({ fields: { title: { value: 'two', writtenBy: { runId: null } } } });
    await setBack();
    const last = await run('three');

    expect(await users.get(id)).toMatchObject({
      fields: {
        title: { value: 'three', writtenBy: { runId: last.id } },
        email: { writtenBy: { runId: first.id } },
      },
      links: [{ lastSeen: { runId: last.id } }],
    });
    const past = await users.get(id, new Date(Date.now() + 7_200_000 * 2));
    expect(past?.fields).toMatchObject({ title: { value: 'three' }, email: { value: 'ada@example.org' } });
    const all = await host.history.ofUser(id);
    expect(all.items.map(({ runId }) => runId)).toEqual([last.id, null, first.id]);
    const one = await host.history.ofUser(id, { limit: 1 });
    const rest = await host.history.ofUser(id, { cursor: one.nextCursor ?? '' });
    expect([...one.items, ...rest.items]).toEqual(all.items);
    const runs = await host.history.runs(JOB.name, { limit: 1 });
    expect(runs.items).toMatchObject([{ id: last.id }]);
    expect((await host.history.runs(JOB.name, { cursor: runs.nextCursor ?? '' })).items).toMatchObject([
      { id: first.id },
    ]);
    expect(await host.history.newest(JOB.name)).toMatchObject({ id: last.id });
  });

  it('does not hide that a person changed a value after a plan was made', async () => {
    await run('one');
    const id = await ada();
    const planned = await read('apply', [anEntry('ada', { title: 'one', email: 'ada@example.com' })]);
    await setBack();
    await change(id, 'two');
    await applyAll(host, planned);
    await host.runs.complete(planned);
    expect((await users.get(id))?.fields).toMatchObject({
      title: { value: 'two', writtenBy: { manual: { by: 'olga' } } },
      email: { value: 'ada@example.com', writtenBy: { runId: planned.id } },
    });
  });

  it('lets the retention keep the newest state', async () => {
    await run('one');
    await setBack();
    await run('two');
    await setBack();
    const writer = await run('three');
    await setBack();
    await synchronize(host, [anEntry('ada', { title: 'three', email: 'ada@example.org' })]);
    await setBack();
    const newest = await run('three');
    const before = await users.get(await ada());
    const { database, tables, users: table } = host.persistence;
    for await (const _ of new SqlRunRetention(database, tables, table).deleteExpired({
      days: 400,
      runs: 1,
      planHours: 0,
      versionsInUse: [],
    }));
    const after = await users.get(await ada());
    expect(after?.fields).toEqual(before?.fields);
    expect(after).toMatchObject({
      fields: { title: { value: 'three', writtenBy: { runId: writer.id } } },
      links: [{ lastSeen: { runId: newest.id } }],
    });
  });

  it('does not matter for who saw somebody last: a plan that was applied later saw what was there when it was made', async () => {
    const [first, second] = [anEntry('ada'), anEntry('grace')];
    await synchronize(host, [first, second]);
    const planned = await read('plan', [first, second]);
    const waiting = await host.runs.finishAsPlan(planned);
    const alone = await openRun(host, 'apply', JOB, second.dn);
    await plan(host, alone, [second]);
    await applyAll(host, alone);
    await host.runs.complete(alone);
    await apply(waiting);
    const missing = await read('apply', [first]);
    await applyAll(host, missing);
    await host.runs.complete(missing);

    const [row] = await host.sql<{ id: string }>(`select user_id as id from directory_link where stable_id = 'grace'`);
    expect((await users.get(row?.id ?? ''))?.links).toMatchObject([{ lastSeen: { runId: alone.id } }]);
  });

  async function read(mode: 'plan' | 'apply', entries: readonly ReturnType<typeof anEntry>[]) {
    const opened = await openRun(host, mode);
    await plan(host, opened, entries, {
      onPlanned: async (source, counts) => void (await host.evidence.ofRead(opened, source, counts, FLOORS)),
    });
    return opened;
  }

  async function apply({ id, hash }: Run): Promise<void> {
    await host.runs.approve({
      runId: id,
      job: JOB,
      hash: hash ?? '',
      settingsShape: SETTINGS_SHAPE,
      approvedBy: 'olga',
      reason: 'seen',
      validHours: 24,
    });
    const approved = await host.runs.acquire(id, JOB);
    if (!approved) throw new Error('The plan was not started.');
    await applyAll(host, approved);
    await host.runs.complete(approved);
  }
});
