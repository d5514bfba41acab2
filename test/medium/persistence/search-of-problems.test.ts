import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { Run } from '../../../src/contract/run.js';
import { KINDS, openTestHost, POOL, synchronize, type TestHost } from './support/test-host.js';

const USERS = 50_000;

describe.each(KINDS)('problems of a run among many users, on %s', (kind) => {
  let host: TestHost;
  let run: Run;
  beforeAll(async () => {
    host = await openTestHost(kind);
    const problems = ['p1', 'p2', 'p3'].map((stableId) => ({
      dn: `cn=${stableId}`,
      stableId,
      code: 'VALUE_INVALID' as const,
      params: {},
      value: null,
    }));
    run = await synchronize(host, [], { problems });
    await host.sql(`insert into identity_user (user_name, first_name, state, created_at, updated_at)
      select 'p' || n, 'Person ' || n, 'active', now(), now() from generate_series(1, ${USERS}) n`);
    await host.sql(`insert into directory_link (data_pool, stable_id, user_id, dn)
      select '${POOL}', user_name, id::text, 'cn=' || user_name from identity_user`);
    await host.sql('analyze identity_user');
    await host.sql('analyze directory_link');
  });
  afterAll(() => host.close());

  it('are found by name without a look at all users', async () => {
    const query = vi.spyOn(host.persistence.database, 'query');
    const found = await host.history.problems(run.id, { search: 'person 2' });
    const [text, values] = query.mock.lastCall ?? [];
    query.mockRestore();
    expect(found.items.map(({ dn }) => dn)).toEqual(['cn=p2']);

    const lines = await host.sql<Record<string, string>>(`explain ${text ?? ''}`, values as readonly string[]);
    const plan = lines.flatMap((line) => Object.values(line)).join('\n');
    expect(plan).toContain('identity_user_pkey');
    expect(plan).not.toMatch(/Seq Scan on (identity_user|directory_link)/);
  });
});
