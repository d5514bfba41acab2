import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { planRevert } from './support/reverting.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const TARGETS = ['userName', 'email', 'title'] as const;

describe.each(KINDS)('whom the next run would change again after a revert, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(() =>
    host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem, field_pin'),
  );

  const person = (id: string, email: string, title: string) => anEntry(id, { email, title });
  const run = (...entries: readonly DirectoryUser[]) => synchronize(host, entries, { targets: TARGETS });
  const idOf = async (name: string) =>
    (await host.sql<{ id: string }>('select id::text from identity_user where user_name = $1', [name]))[0]?.id ?? '';
  const pin = async (name: string, field: string, expires = 'null') =>
    host.sql(
      `insert into field_pin (user_id, field, reason, expires_at) values ($1::text, $2::text, 'kept', ${expires})`,
      [await idOf(name), field],
    );

  /** A run changed two fields of ada and one of grace; its revert is planned. */
  async function reverted(): Promise<string> {
    await run(person('ada', 'ada@one', 'Engineer'), person('grace', 'grace@one', 'Admiral'));
    const wrong = await run(person('ada', 'ada@two', 'Wrong'), person('grace', 'grace@one', 'Wrong'));
    return (await planRevert(host, wrong.id)).run.id;
  }

  it('are those whom the directory still has', async () => {
    const revert = await reverted();
    expect(await host.history.restorable(revert)).toMatchObject({ count: 2 });
    await host.sql(`update directory_link set not_seen_since = now() where user_id = $1::text`, [await idOf('ada')]);
    expect(await host.history.restorable(revert)).toEqual({ count: 1, anyId: await idOf('grace') });
  });

  it('are not those whose reverted values are all pinned', async () => {
    const revert = await reverted();
    await pin('ada', 'title');
    await pin('grace', 'title');
    expect(await host.history.restorable(revert)).toEqual({ count: 1, anyId: await idOf('ada') });
    await pin('ada', 'email');
    expect(await host.history.restorable(revert)).toEqual({ count: 0, anyId: null });
  });

  it('are those whose pins have expired', async () => {
    const revert = await reverted();
    await pin('grace', 'title', `now() - interval '1 minute'`);
    expect(await host.history.restorable(revert)).toMatchObject({ count: 2 });
  });

  it('are nobody once a later run has written the values of the directory', async () => {
    const revert = await reverted();
    await run(person('ada', 'ada@one', 'Engineer'), person('grace', 'grace@one', 'Admiral'));
    expect(await host.history.restorable(revert)).toEqual({ count: 0, anyId: null });
  });

  it('are not those whom only another data pool still has', async () => {
    const revert = await reverted();
    const ada = await idOf('ada');
    await host.sql(
      `insert into directory_link (data_pool, stable_id, user_id, dn, linked_at)
       select 'another', stable_id, user_id, dn, linked_at from directory_link where user_id = $1::text`,
      [ada],
    );
    await host.sql(
      `update directory_link set not_seen_since = now() where data_pool <> 'another' and user_id = $1::text`,
      [ada],
    );
    expect(await host.history.restorable(revert)).toEqual({ count: 1, anyId: await idOf('grace') });
  });

  it('are nobody without a plan', async () => {
    expect(await host.history.restorable('00000000-0000-4000-8000-000000000000')).toEqual({ count: 0, anyId: null });
  });
});
