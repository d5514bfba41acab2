import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ChunkWriter } from '../../../src/persistence/journal/chunk-writer.js';
import { empty } from './support/host-state.js';
import { anEntry, openTestHost, synchronize, type TestHost } from './support/test-host.js';

type Method = (this: unknown, ...all: readonly unknown[]) => Promise<number>;

describe('a value that is pinned while a chunk waits for the lock of its user', () => {
  let host: TestHost;
  let other: Client;
  beforeAll(async () => {
    host = await openTestHost('PostgreSQL');
    other = new Client(host.url);
    await other.connect();
  });
  beforeEach(() => empty(host));
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(async () => {
    await other.end();
    await host.close();
  });

  const isWaiting = async () =>
    (await host.sql(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%identity_user%'`))
      .length > 0;

  /** Locks ada now, and pins her value when the run waits for her. */
  async function pinWhenAwaited(field: string): Promise<void> {
    const [{ id } = { id: '' }] = await host.sql<{ id: string }>(
      `select id::text from identity_user where title = 'ada'`,
    );
    await other.query('begin');
    await other.query('select 1 from identity_user where id = $1 for no key update', [id]);
    void (async () => {
      while (!(await isWaiting())) await new Promise((resolve) => setImmediate(resolve));
      await other.query(`insert into field_pin (user_id, field, reason) values ($1, $2, 'r')`, [id, field]);
      await other.query('commit');
    })();
  }

  const ada = (fields: Readonly<Record<string, string>> = {}) => anEntry('ada', { title: 'ada', ...fields });
  const users = () => host.sql('select user_name as name, email from identity_user order by title');

  it('is not overwritten', async () => {
    await synchronize(host, [ada({ email: 'ada@one.example' })]);
    const changed = await synchronize(host, [ada({ email: 'ada@two.example' })], {
      beforeApply: () => pinWhenAwaited('email'),
    });
    expect(changed.counts).toMatchObject({ updated: 0, problems: 1 });
    expect(await users()).toEqual([{ name: 'ada', email: 'ada@one.example' }]);
  });

  it('is not replaced by a temporary one when names are exchanged', async () => {
    await synchronize(host, [ada(), anEntry('bob', { title: 'bob' })]);
    const prototype = ChunkWriter.prototype as unknown as Record<string, Method>;
    const perform = prototype['perform'] as Method;
    let isFirst = true;
    vi.spyOn(prototype, 'perform').mockImplementation(async function (this: unknown, ...all) {
      const { vacating } = all[2] as { readonly vacating: boolean };
      if (vacating && isFirst) {
        isFirst = false;
        await pinWhenAwaited('userName');
      }
      return perform.apply(this, all);
    });
    const exchanged = [ada({ userName: 'bob' }), anEntry('bob', { title: 'bob', userName: 'ada' })];
    const changed = await synchronize(host, exchanged);
    expect(isFirst).toBe(false);
    expect(changed.counts).toMatchObject({ updated: 0, problems: 2 });
    expect(await users()).toMatchObject([{ name: 'ada' }, { name: 'bob' }]);
  });
});
