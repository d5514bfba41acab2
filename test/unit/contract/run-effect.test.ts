import { expect, it } from 'vitest';

import { runCounts } from '../../../src/contract/change-kinds.js';
import { RUN_STATUSES, type Run, type RunMode, type RunStatus } from '../../../src/contract/run.js';
import { COUNTS_MEANINGS, effectOf, RUN_EFFECTS, type RunEffect } from '../../../src/contract/run-effect.js';
import { countsMeaning } from '../../../src/host/web/shared/api/counts-meaning.js';

/** How far a run came: its plan is complete, changes were applied, and someone resumed it. */
const PROGRESS = {
  'no plan': { hash: null, created: 0, isResumed: false },
  'a plan': { hash: 'a'.repeat(64), created: 0, isResumed: false },
  'a part': { hash: 'a'.repeat(64), created: 2, isResumed: false },
  'a part, resumed': { hash: 'a'.repeat(64), created: 2, isResumed: true },
  // Before 0.4.0, plans had no hash.
  'a part, without a hash': { hash: null, created: 2, isResumed: false },
} as const;
type Progress = keyof typeof PROGRESS;

const RESUMPTION = { by: 'ada', at: new Date(0) };

function effect(mode: RunMode, status: RunStatus, progress: Progress): RunEffect {
  const { hash, created, isResumed } = PROGRESS[progress];
  const run: Pick<Run, 'mode' | 'status' | 'counts' | 'hash' | 'resumption'> = {
    mode,
    status,
    hash,
    counts: runCounts({ read: 5, created }),
    resumption: isResumed ? RESUMPTION : null,
  };
  return effectOf(run);
}

const NOTHING = 'nothing-planned';
type Row = readonly [RunStatus, ...RunEffect[]];

/** In the order of PROGRESS. */
const APPLIED: readonly Row[] = [
  ['queued', NOTHING, 'planned', 'planned', 'partly-applied', NOTHING],
  ['reading', NOTHING, 'planned', 'planned', 'partly-applied', NOTHING],
  ['planned', 'planned', 'planned', 'planned', 'partly-applied', 'planned'],
  ['applying', 'planned', 'planned', 'planned', 'partly-applied', 'planned'],
  ['succeeded', 'applied', 'applied', 'applied', 'applied', 'applied'],
  ['succeeded-with-problems', 'applied', 'applied', 'applied', 'applied', 'applied'],
  ['stopped', NOTHING, 'planned', 'planned', 'partly-applied', NOTHING],
  ['cancelled', NOTHING, 'nothing-applied', 'partly-applied', 'partly-applied', 'partly-applied'],
  ['failed', NOTHING, 'nothing-applied', 'partly-applied', 'partly-applied', 'partly-applied'],
];

/** Plans differ in one thing: what broke off left none. */
const PLANNED = APPLIED.map((row): Row => {
  const [status] = row;
  return status === 'cancelled' || status === 'failed' ? [status, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING] : row;
});

it('knows every status', () => {
  expect(APPLIED.map(([status]) => status).toSorted()).toEqual(RUN_STATUSES.toSorted());
});

it.each([
  ['apply', APPLIED],
  ['plan', PLANNED],
] as const)('says what became of the plan of a run with the mode %s', (mode, rows) => {
  const progresses = Object.keys(PROGRESS) as Progress[];
  const found = rows.map(([status]) => [status, ...progresses.map((progress) => effect(mode, status, progress))]);
  expect(found).toEqual(rows);
});

it('a run that broke off before its plan was complete has no counts to show', () => {
  expect(COUNTS_MEANINGS[effect('apply', 'failed', 'no plan')]).toBe('none');
  expect(COUNTS_MEANINGS[effect('apply', 'cancelled', 'no plan')]).toBe('none');
  expect(COUNTS_MEANINGS[effect('apply', 'stopped', 'a plan')]).toBe('planned');
  expect(COUNTS_MEANINGS[effect('apply', 'cancelled', 'a part')]).toBe('applied');
});

it.each(RUN_EFFECTS)('pages read the counts of "%s" as the contract says', (each) => {
  expect(countsMeaning({ effect: each })).toBe(COUNTS_MEANINGS[each]);
});
