import { expect, it } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import { RecentRuns } from '../../../src/runs/recent-runs.service.js';

const user = { id: '1', links: [] };
const failing = (error: Error) => {
  const fail = () => Promise.reject(error);
  return new RecentRuns({ planned: fail, problems: fail, findings: fail });
};

it('what else is known of someone is told although the database is too slow', async () => {
  const recent = failing(new SyncError('DATABASE_TIMEOUT'));
  expect(await recent.ofUser({ name: 'job' } as never, user as never, null)).toEqual({
    plan: null,
    problems: [],
    findings: [],
    areRunsSearched: false,
  });
});

it('other errors are thrown', async () => {
  const recent = failing(new SyncError('DATABASE_UNREACHABLE'));
  await expect(recent.ofUser({ name: 'job' } as never, user as never, null)).rejects.toMatchObject({
    code: 'DATABASE_UNREACHABLE',
  });
});
