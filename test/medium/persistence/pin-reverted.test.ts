import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../../src/persistence/database/database.js';
import type { SqlUsers } from '../../../src/persistence/journal/sql-users.js';
import { empty } from './support/host-state.js';
import { applyRevert, planRevert, revert } from './support/reverting.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openRun,
  openTestHost,
  plan,
  synchronize,
  type TestHost,
} from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const TARGETS = ['userName', 'email', 'title', 'attributes.badge'] as const;

describe.each(KINDS)('the values that a revert has written, on %s', (kind) => {
  let host: TestHost;
  let users: SqlUsers;
  beforeAll(async () => {
    host = await openTestHost(kind);
    users = usersOf(host.persistence);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const person = (id: string, email: string, title: string, badge = 'Q1') =>
    anEntry(id, { email, title }, { attributes: { badge } });
  const before = [person('ada', 'ada@one', 'Engineer'), person('grace', 'grace@one', 'Admiral')];
  const wrong = [
    person('ada', 'ada@two', 'Wrong', 'Q2'),
    person('grace', 'grace@one', 'Wrong'),
    person('bob', 'b@x', 'T'),
  ];
  const run = (entries: typeof before) => synchronize(host, entries, { targets: TARGETS });
  const pin = (runId: string, expiresAt: Date | null = null) =>
    users.pinReverted(runId, { expiresAt, reason: 'the directory is wrong', pinnedBy: 'olga' });
  const valuesOf = () =>
    host.sql(
      `select user_name, email, title, attributes ->> 'badge' as badge, state::text from identity_user order by 1`,
    );
  const pinsOf = async () =>
    Object.fromEntries(
      (
        await host.sql<{ name: string; fields: string }>(
          `select u.user_name as name, string_agg(p.field, ' ' order by p.field) as fields
         from field_pin p join identity_user u on u.id::text = p.user_id group by 1`,
        )
      ).map(({ name, fields }) => [name, fields]),
    );

  async function reverted(): Promise<string> {
    await run(before);
    const { id } = await run(wrong);
    return (await revert(host, id)).run.id;
  }

  it('are pinned for all of its users, so that the next run leaves them alone', async () => {
    const runId = await reverted();
    const values = await valuesOf();
    expect(await pin(runId)).toEqual({ ok: true, users: 3 });

    expect(await pinsOf()).toEqual({ ada: 'attributes.badge email title', grace: 'title', bob: 'state' });
    expect((await run(wrong)).counts).toMatchObject({ updated: 0, activated: 0, unchanged: 3, pinned: 3 });
    expect(await valuesOf()).toEqual(values);
  });

  it('are pinned with who, why and until when, also in the history', async () => {
    const runId = await reverted();
    const expiresAt = new Date(Date.now() + 86_400_000);
    await pin(runId, expiresAt);

    const [grace] = await host.sql<{ id: string }>(`select id::text from identity_user where user_name = 'grace'`);
    const pinned = { by: 'olga', reason: 'the directory is wrong', expiresAt };
    expect((await users.get(grace!.id))?.pins).toMatchObject({ title: pinned });
    expect((await host.history.ofUser(grace!.id)).items[0]).toMatchObject({
      manual: { by: 'olga', reason: 'the directory is wrong' },
      pins: { title: { expiresAt } },
      before: {},
      after: {},
    });
  });

  it('keep pins that are in force, and only those of their fields that a person pinned', async () => {
    const runId = await reverted();
    const [ada] = await host.sql<{ id: string }>(`select id::text from identity_user where user_name = 'ada'`);
    await users.change(ada!.id, { fields: {}, pins: { email: { expiresAt: null } }, reason: 'first', changedBy: null });
    await pin(runId);
    expect((await users.get(ada!.id))?.pins).toMatchObject({ email: { reason: 'first' }, title: { by: 'olga' } });
    expect(await pin(runId)).toEqual({ ok: true, users: 0 });
  });

  it('are not pinned once a run has written the values of the directory again', async () => {
    const runId = await reverted();
    await run(wrong);
    expect(await pin(runId)).toEqual({ ok: true, users: 0 });
    expect(await pinsOf()).toEqual({});
  });

  it('are not pinned before the revert is applied, which the pins would prevent', async () => {
    await run(before);
    const { id } = await run(wrong);
    const planned = await planRevert(host, id);
    expect(await pin(planned.run.id)).toEqual({ ok: true, users: 0 });
    await applyRevert(host, planned.run);
    expect(await pin(planned.run.id)).toEqual({ ok: true, users: 3 });
  });

  it('are not pinned until a time that has passed', async () => {
    const outcome = await pin(await reverted(), new Date(0));
    expect(outcome).toMatchObject({ ok: false, errors: [{ field: 'expiresAt', code: 'timePast' }] });
    expect(await pinsOf()).toEqual({});
  });

  it('are those of a revert: a run that reverts nothing pins nobody', async () => {
    const { id } = await run(before);
    expect(await pin(id)).toEqual({ ok: true, users: 0 });
    expect(await pin('00000000-0000-4000-8000-000000000000')).toEqual({ ok: true, users: 0 });
  });

  it('are not pinned where they are no longer those of the revert', async () => {
    const runId = await reverted();
    await host.sql(`update identity_user set title = 'By hand' where user_name = 'ada'`);
    expect(await pin(runId)).toEqual({ ok: true, users: 3 });
    expect(await pinsOf()).toMatchObject({ ada: 'attributes.badge email', grace: 'title' });

    await empty(host);
    const again = await reverted();
    const onlyAda = await openRun(host, 'apply', JOB, wrong[0]!.dn);
    await plan(host, onlyAda, [wrong[0]!], { targets: TARGETS });
    await applyAll(host, onlyAda);
    await host.runs.complete(onlyAda);
    expect(await host.history.restorable(again)).toMatchObject({ count: 2 });
    expect(await pin(again)).toEqual({ ok: true, users: 2 });
    expect(await pinsOf()).toEqual({ grace: 'title', bob: 'state' });
  });

  it('are not pinned once the revert was reverted itself', async () => {
    const runId = await reverted();
    await revert(host, runId);
    expect(await host.history.restorable(runId)).toMatchObject({ count: 0 });
    expect(await pin(runId)).toEqual({ ok: true, users: 0 });
  });
});

describe('the values that a revert has written, on PostgreSQL', () => {
  let host: TestHost;
  let session: Session;
  let runId: string;
  beforeEach(async () => {
    host = await openTestHost('PostgreSQL');
    session = await host.persistence.database.session();
    await synchronize(host, [anEntry('ada', { title: 'Engineer' }), anEntry('grace', { title: 'Admiral' })]);
    const { id } = await synchronize(host, [anEntry('ada', { title: 'Wrong' }), anEntry('grace', { title: 'Wrong' })]);
    runId = (await revert(host, id)).run.id;
    await session.query('begin');
  });
  afterEach(async () => {
    await session.release();
    await host.close();
  });

  const pinWaiting = (seconds: number) =>
    usersOf(host.persistence, seconds).pinReverted(runId, { expiresAt: null, reason: 'wrong', pinnedBy: null });
  const untilWaiting = () =>
    expect.poll(() => host.sql(`select 1 as one from pg_locks where not granted`), { timeout: 60_000 }).not.toEqual([]);

  it('are not pinned while somebody else writes them', async () => {
    await session.query(`update identity_user set title = 'Wrong' where user_name = 'grace'`);
    await expect(pinWaiting(1)).rejects.toMatchObject({ code: 'USER_IN_USE' });
    expect(await host.sql('select user_id from field_pin')).toEqual([]);

    const pinned = pinWaiting(60);
    await untilWaiting();
    await session.query('commit');
    expect(await pinned).toEqual({ ok: true, users: 1 });
  });

  it('are pinned after a deadlock with somebody else', async () => {
    const lock = (order: 'asc' | 'desc') =>
      session.query(`select 1 as one from identity_user order by id ${order} limit 1 for update`);
    await lock('desc');
    const pinned = pinWaiting(60);
    await untilWaiting();
    // PostgreSQL ends one of the two.
    await lock('asc').catch(() => undefined);
    await session.query('rollback');
    expect(await pinned).toEqual({ ok: true, users: 2 });
  });
});
