import { expect, it } from 'vitest';

import { sourceOf } from '../../services/source-of.js';
import { FakeDirectory } from './fake-directory.js';
import { readAll } from './test-directory.js';

it.each(['', 'cn=reader,dc=x', 'reader@corp.example', 'CORP\\reader'])('binds as %j, as typed', async (bindDn) => {
  await using directory = await FakeDirectory.start([{ entries: 1, cookie: '' }]);
  const pool = { urls: [directory.url], baseDn: 'dc=x', bindDn, bindPassword: 'secret' };
  expect(await readAll(sourceOf(pool))).toMatchObject({ error: undefined });
  expect(directory.bindNames).toEqual([bindDn]);
});
