import { expect, it } from 'vitest';

import { FurtherJobs } from '../../../src/runs/further-jobs.service.js';
import { aJob } from './job-fixture.js';

const none = {} as never;

async function furtherJob() {
  const { catalog, store, pools, table } = aJob();
  const further = new FurtherJobs(catalog, store, pools, table, none, {
    start: none,
    refresh: () => Promise.resolve(),
  });
  await further.create({ name: 'plant', description: 'A plant', dataPool: 'default', changedBy: null });
  return { catalog, further };
}

it('a description that cannot be stored is refused with its field and code, and stays as it was', async () => {
  const { catalog, further } = await furtherJob();
  const describe = async (text: string) => further.describe(await catalog.job('plant'), text, 'ada');
  expect(await describe('a\u0000b')).toMatchObject({
    ok: false,
    errors: [{ field: 'description', code: 'controlCharacter' }],
  });
  expect(await describe('x'.repeat(501))).toMatchObject({
    ok: false,
    errors: [{ field: 'description', code: 'tooLong' }],
  });
  expect((await catalog.job('plant')).description).toBe('A plant');
  expect(await describe('Another')).toEqual({ ok: true });
});

it('is named by its process and its own name; the first job by its process alone', async () => {
  const { catalog } = await furtherJob();
  const process = 'Synchronize active LDAP Users to Identity Manager';
  expect(await catalog.displayNameOf('plant')).toBe(`${process}: plant`);
  expect(await catalog.displayNameOf('LDAPAddonBatchSync')).toBe(process);
  expect(await catalog.displayNameOf('gone~3')).toBe('gone~3');
});
