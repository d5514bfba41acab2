import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SqlUsers } from '../../../src/persistence/journal/sql-users.js';
import { empty } from './support/host-state.js';
import { anEntry, KINDS, openTestHost, POOL, synchronize, type TestHost } from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const TARGETS = ['userName', 'email', 'title', 'attributes.badge'] as const;
const BEFORE_EVERYTHING = new Date('2001-01-01T00:00:00Z');

describe.each(KINDS)('the origin of the values of a user on %s', (kind) => {
  let host: TestHost;
  let users: SqlUsers;
  beforeAll(async () => {
    host = await openTestHost(kind);
    users = usersOf(host.persistence);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const run = (fields: Readonly<Record<string, string>>, badge?: string) =>
    synchronize(host, [anEntry('ada', fields, { attributes: badge === undefined ? {} : { badge } })], {
      targets: TARGETS,
    });
  const ada = async () =>
    (await host.sql<{ id: string }>(`select id::text from identity_user where user_name = 'ada'`))[0]?.id ?? '';
  const valuesAt = async (id: string, at?: Date) =>
    Object.fromEntries(
      Object.entries((await users.get(id, at))?.fields ?? {}).map(([name, { value }]) => [name, value]),
    );
  const writersOf = async (id: string) =>
    Object.fromEntries(
      Object.entries((await users.get(id))?.fields ?? {}).map(([name, { writtenBy }]) => [
        name,
        writtenBy?.runId ?? null,
      ]),
    );
  /** Moves the times of what is recorded into the past, by a day, so that runs are a day apart. */
  const aDayLater = () =>
    host.sql(
      `with chunks as (update batch_chunk set applied_at = applied_at - interval '1 day' returning 1)
       update batch_change set applied_at = applied_at - interval '1 day' where (select count(*) from chunks) >= 0`,
    );
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000 + 3_600_000);

  it('is recorded and read by one key, also if it is given in capital letters', async () => {
    await run({ title: 'Engineer' });
    const id = await ada();
    await host.sql(`update identity_user set title = ' Engineer ', first_name = '' where user_name = 'ada'`);
    // Values are compared as people see them.
    const expected = { title: ' Engineer ', firstName: '' };
    const request = { fields: { title: 'Countess' }, expected, reason: 'r', changedBy: 'olga' };
    const outcome = await users.change(id.toUpperCase(), request);
    expect(outcome).toMatchObject({ user: { id, fields: { title: { writtenBy: { manual: { by: 'olga' } } } } } });
    expect(await users.get(id.toUpperCase())).toEqual(await users.get(id));
  });

  it('names the run that wrote each value last', async () => {
    const created = await run({ email: 'ada@one.example', title: 'Engineer' }, 'Q1');
    const changed = await run({ email: 'ada@two.example', title: 'Engineer' }, 'Q2');
    const id = await ada();

    expect(await writersOf(id)).toMatchObject({
      userName: created.id,
      email: changed.id,
      title: created.id,
      source: created.id,
      state: created.id,
      'attributes.badge': changed.id,
      dn: created.id,
      firstName: null,
    });
    const record = await users.get(id);
    expect(record).toMatchObject({
      id,
      at: null,
      knownSince: expect.any(Date),
      fields: { email: { value: 'ada@two.example', writtenBy: { at: expect.any(Date) } } },
      links: [{ dataPool: POOL, stableId: 'ada', dn: 'uid=ada,dc=example', linkedAt: expect.any(Date) }],
    });
  });

  it('names nobody for a value that someone else has written since', async () => {
    const created = await run({ email: 'ada@one.example', title: 'Engineer' });
    const id = await ada();
    await host.sql(`update identity_user set email = 'ada@private.example'`);
    expect(await writersOf(id)).toMatchObject({ email: null, title: created.id });
  });

  it('names the run that removed an attribute', async () => {
    await run({}, 'Q1');
    const removed = await run({});
    expect((await users.get(await ada()))?.fields['attributes.badge']).toMatchObject({
      value: null,
      writtenBy: { runId: removed.id },
    });
  });

  it('knows that a value was there before the user was taken over', async () => {
    await host.sql(
      `insert into identity_user (user_name, email, title, state, created_at, updated_at)
       values ('ada', 'ada@one.example', 'Old', 'active', now(), now())`,
    );
    const taken = await run({ email: 'ada@one.example', title: 'New' });
    expect(await writersOf(await ada())).toMatchObject({ email: null, title: taken.id, source: taken.id, state: null });
  });

  it('reads every past state', async () => {
    await run({ email: 'ada@one.example', title: 'Engineer' }, 'Q1');
    await aDayLater();
    await run({ email: 'ada@two.example', title: 'Engineer' }, 'Q2');
    await aDayLater();
    await run({ email: 'ada@two.example' });
    const id = await ada();

    const one = {
      userName: 'ada',
      email: 'ada@one.example',
      title: 'Engineer',
      'attributes.badge': 'Q1',
      state: 'active',
    };
    expect(await valuesAt(id, daysAgo(2))).toMatchObject(one);
    const two = { ...one, email: 'ada@two.example', 'attributes.badge': 'Q2' };
    expect(await valuesAt(id, daysAgo(1))).toMatchObject(two);
    expect(await valuesAt(id, daysAgo(0))).toMatchObject({ ...two, title: null, 'attributes.badge': null });
  });

  it('says that a time before the first change is not recorded', async () => {
    await run({});
    await expect(users.get(await ada(), BEFORE_EVERYTHING)).rejects.toMatchObject({
      code: 'USER_STATE_UNKNOWN',
      params: { since: expect.stringMatching(/^20/) },
    });
    await host.sql(
      `insert into identity_user (user_name, state, created_at, updated_at) values ('local', 'active', now(), now())`,
    );
    const [local] = await host.sql<{ id: string }>(`select id::text from identity_user where user_name = 'local'`);
    await expect(users.get(local?.id ?? '', new Date())).rejects.toMatchObject({ params: { since: '' } });
    expect(await users.get(local?.id ?? '')).toMatchObject({ knownSince: null, links: [] });
  });

  it('does not take a plan for a change', async () => {
    const created = await run({ title: 'Engineer' });
    await synchronize(host, [anEntry('ada', { title: 'Planned' })], { mode: 'plan', targets: TARGETS });
    expect(await writersOf(await ada())).toMatchObject({ title: created.id });
  });

  it('finds nobody under another key', async () => {
    expect(await users.get(UNKNOWN_ID)).toBeUndefined();
    expect(await users.get('x')).toBeUndefined();
  });

  it('reads more changes than it reads at a time', async () => {
    const created = await run({ email: 'ada@one.example', title: '0' });
    const id = await ada();
    await host.sql('update batch_chunk set position = 0');
    await host.sql(
      `insert into batch_run (job, symbolic_name, mode, "trigger", status, targets, applied_through)
       select 'LDAPAddonBatchSync', 'LDAPAddonBatchSync', 'apply', 'manual', 'succeeded', r.targets, 1
       from batch_run r, generate_series(1, 250)`,
    );
    await host.sql(
      `insert into batch_change (run_id, seq, kind, dn, stable_id, user_id, before, after, applied_at)
       select r.id, 1, 'update', c.dn, c.stable_id, c.user_id, array_replace(c.after, '0', r.id::text), c.after, now() + interval '1 s' * row_number() over ()
       from batch_run r, batch_change c where c.run_id = $1::text::uuid and r.id <> c.run_id`,
      [created.id],
    );
    expect((await users.get(id))?.fields['email']?.writtenBy?.runId).toBe(created.id);
    expect((await users.get(id))?.fields['title']?.writtenBy?.runId).not.toBe(created.id);
  });
});
