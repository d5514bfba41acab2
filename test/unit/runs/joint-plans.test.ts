import { expect, it } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import type { UsersTable } from '../../../src/contract/users-table.js';
import type { BatchSyncUsers } from '../../../src/contract/users.js';
import type { EntryLookup } from '../../../src/engine/ports/entry-lookup.js';
import type { EntryPlanner } from '../../../src/engine/ports/entry-planner.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import type { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';
import { JointPlans } from '../../../src/runs/joint-plans.service.js';
import { BatchSyncSettings } from '../../../src/settings/schema/batch-sync-settings.js';
import { aJob } from './job-fixture.js';

/** Two entries need names that two other people have. Returns the signals of the questions about these people. */
async function signalsOf(answer: () => Promise<{ entries: readonly never[] }>): Promise<readonly AbortSignal[]> {
  const signals: AbortSignal[] = [];
  const { job } = aJob();
  const planner = {
    plan: async ({ users }: { users: readonly DirectoryUser[] }) =>
      users.map(({ dn }) => ({
        change: null,
        problem: { code: 'NAME_TAKEN', params: { userId: dn } },
        fieldProblems: [],
      })),
  };
  const find = (_pool: unknown, _questions: unknown, _attributes: unknown, signal: AbortSignal) => {
    signals.push(signal);
    return answer();
  };
  const links = [{ dataPool: job.dataPool, stableId: 's', dn: 'cn=s' }];
  const plans = new JointPlans(
    { definitionOf: () => ({}) } as unknown as ProcessCatalog,
    planner as unknown as EntryPlanner,
    { get: async (id: string) => ({ id, fields: {}, links }) } as unknown as BatchSyncUsers,
    { limits: () => new Map() } as unknown as UsersTable,
    { find } as unknown as EntryLookup,
  );
  const users = ['one', 'other'].map((dn) => ({ dn }) as DirectoryUser);
  await plans.of(job, Object.assign(new BatchSyncSettings(), { mapping: [] }), users);
  return signals;
}

it('has one deadline for the entries of all people who have a name', async () => {
  const signals = await signalsOf(() => Promise.resolve({ entries: [] }));
  expect(signals).toHaveLength(2);
  expect(new Set(signals).size).toBe(1);
});

it('asks no more once the directory has failed', async () => {
  expect(await signalsOf(() => Promise.reject(new SyncError('UNEXPECTED')))).toHaveLength(1);
});
