import type { RunFigures } from '../../../src/contract/guards.js';
import { GuardHistory } from '../../../src/engine/ports/guard-history.js';

export class FakeGuardHistory extends GuardHistory {
  constructor(private readonly given: { readonly past: readonly RunFigures[] }) {
    super();
  }

  latest = async () => this.given.past;
  latestGood = async () => this.given.past;
  recognized = async () => undefined;
  search = async () => undefined;
}

/** A good run that concerned nobody. */
export const quietRun: RunFigures = {
  runId: 'run-0',
  endedAt: new Date(0),
  status: 'succeeded',
  figures: [
    { guard: 'vanishingValues', field: 'userName', problem: null, unit: null, unitsAbove: 10, people: 0, total: 0 },
    { guard: 'changes', field: null, problem: null, unit: null, unitsAbove: 10, people: 0, total: 9 },
  ],
};
