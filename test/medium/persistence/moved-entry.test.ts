import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

describe.each(KINDS)('an entry that is moved within the tree, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  it('remains the same user, and its link is updated', async () => {
    await synchronize(host, [anEntry('ada'), anEntry('grace')]);
    const before = await host.sql('select id, user_name from identity_user order by user_name');
    const moved = anEntry('ada', {}, { dn: 'uid=ada,ou=elsewhere,dc=example' });

    const run = await synchronize(host, [moved, anEntry('grace')]);

    expect(run.counts).toMatchObject({ created: 0, updated: 1, unchanged: 1, problems: 0 });
    expect((await host.history.changes(run.id)).items).toMatchObject([
      { kind: 'update', before: { dn: 'uid=ada,dc=example' }, after: { dn: moved.dn } },
    ]);
    expect(await host.sql('select id, user_name from identity_user order by user_name')).toEqual(before);
    expect(await host.sql('select dn from directory_link order by stable_id')).toEqual([
      { dn: moved.dn },
      { dn: 'uid=grace,dc=example' },
    ]);
    expect((await synchronize(host, [moved, anEntry('grace')])).counts).toMatchObject({ updated: 0, unchanged: 2 });
  });
});
