import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { empty } from './support/host-state.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const targets = ['userName', 'email'] as const;

describe.each(KINDS)('people who exchange their addresses, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const emails = async () => {
    const rows = await host.sql<{ name: string; email: string }>(
      'select user_name as name, email from identity_user order by 1',
    );
    return Object.fromEntries(rows.map(({ name, email }) => [name, email]));
  };

  it('get them although somebody else took an address that another person was to get', async () => {
    const entry = (name: string, address: string) => anEntry(name, { email: `${address}@example.org` });
    const names = ['a', 'b', 'c', 'd', 'e'] as const;
    await synchronize(
      host,
      names.map((name) => entry(name, name)),
      { targets },
    );
    const run = await synchronize(
      host,
      [entry('a', 'e'), entry('b', 'x'), entry('c', 'y'), entry('d', 'b'), entry('e', 'a')],
      {
        targets,
        beforeApply: async () => {
          await host.sql(
            `insert into identity_user (user_name, email, state, version, created_at, updated_at)
             select n, n || '@example.org', 'active', 1, now(), now() from unnest(array['x', 'y']) n`,
          );
        },
      },
    );

    // Who was to get the address of a person who keeps it does not get it either.
    expect(run.counts).toMatchObject({ updated: 2, problems: 3 });
    expect(await emails()).toMatchObject({
      a: 'e@example.org',
      b: 'b@example.org',
      c: 'c@example.org',
      d: 'd@example.org',
      e: 'a@example.org',
    });
  });
});
