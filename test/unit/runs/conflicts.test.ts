import { describe, expect, it } from 'vitest';

import type { ConflictChoice } from '../../../src/contract/conflicts.js';
import {
  ConflictHistory,
  type FoundConflict,
  type FoundConflicts,
} from '../../../src/engine/ports/conflict-history.js';
import { ConflictsService } from '../../../src/runs/conflicts.service.js';
import { aQueue } from './a-queue.js';

class FakeConflicts extends ConflictHistory {
  constructor(private readonly offered: Readonly<Record<string, readonly ConflictChoice[]>>) {
    super();
  }

  page(): Promise<FoundConflicts> {
    const totals = [{ code: 'NAME_TAKEN', conflicts: 449, omitted: 439, choices: ['relink'] }] as const;
    return Promise.resolve({ items: [], nextCursor: null, run: null, totals });
  }

  find(_job: string, ids: readonly string[]): Promise<readonly FoundConflict[]> {
    const found = ids.flatMap((id) => (this.offered[id] ? [{ id, choices: this.offered[id] }] : []));
    return Promise.resolve(found.map(({ id, choices }) => ({ stableId: id, userId: 'ada', choices })));
  }
}

async function conflicts(offered: Readonly<Record<string, readonly ConflictChoice[]>> = {}) {
  const { queue, runs, catalog, job, jobSettings, dispatcher } = await aQueue();
  return {
    service: new ConflictsService(catalog, new FakeConflicts(offered), queue, jobSettings),
    runs,
    job,
    dispatcher,
  };
}

const BY = { reason: 'asked them', startedBy: 'olga' };

it('the conflicts of a job come with its rule for names that are given up', async () => {
  const { service, job } = await conflicts();
  expect(await service.list(job.name)).toMatchObject({ releasedName: '{value}.former', run: null });
});

describe('a decision', () => {
  it('about single conflicts queues a plan with their entries', async () => {
    const { service, runs, job, dispatcher } = await conflicts({ 1: ['relink'], 2: ['relink', 'release'] });
    const run = await service.decide(job.name, { ...BY, choice: 'relink', ids: ['1', '2', '1'] });
    expect(run).toMatchObject({ mode: 'plan', status: 'queued' });
    expect(runs.requests).toMatchObject([
      {
        mode: 'plan',
        startedBy: 'olga',
        decision: { choice: 'relink', code: null, reason: 'asked them' },
        decided: [{ stableId: '1' }, { stableId: '2' }],
      },
    ]);
    expect(dispatcher.dispatched).toHaveLength(1);
  });

  it('about a code queues a plan about all of it', async () => {
    const { service, runs, job } = await conflicts();
    await service.decide(job.name, { ...BY, choice: 'relink', code: 'NAME_TAKEN' });
    expect(runs.requests).toMatchObject([{ decision: { choice: 'relink', code: 'NAME_TAKEN' } }]);
    expect(runs.requests[0]?.decided).toBeUndefined();
  });

  it.each([
    ['a choice that one of them does not offer', { choice: 'release', ids: ['1', '2'] }, 'CONFLICT_CHOICE_NOT_OFFERED'],
    [
      'a choice that none of the code offers',
      { choice: 'recreate', code: 'NAME_TAKEN' },
      'CONFLICT_CHOICE_NOT_OFFERED',
    ],
    ['a code without conflicts', { choice: 'relink', code: 'UNIQUE_VALUE_TAKEN' }, 'NO_CONFLICTS'],
    ['a conflict that is gone', { choice: 'relink', ids: ['1', '3'] }, 'CONFLICTS_OUT_OF_DATE'],
    ['nothing', { choice: 'relink' }, 'CONFLICT_CHOICE_NOT_OFFERED'],
  ] as const)('is refused about %s', async (_, request, code) => {
    const { service, runs, job } = await conflicts({ 1: ['relink'], 2: ['relink', 'release'] });
    await expect(service.decide(job.name, { ...BY, ...request })).rejects.toMatchObject({ code });
    expect(runs.requests).toEqual([]);
  });
});
