import { type RunCounts, runCounts } from '../../../src/contract/change-kinds.js';
import type { ReadReport } from '../../../src/contract/run.js';
import { PlanApplier } from '../../../src/engine/ports/plan-applier.js';
import { Planner } from '../../../src/engine/ports/planner.js';
import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import type { RunFixture } from './run-fixture.js';

export class FakePlanner extends Planner {
  constructor(private readonly fixture: RunFixture) {
    super();
  }

  async plan(_run: LeasedRun, _source: unknown, readReport: ReadReport): Promise<RunCounts> {
    const { calls, excluded, planError, stored } = this.fixture;
    calls.push('plan');
    this.fixture.planned = readReport;
    this.fixture.onPlan();
    if (planError) throw planError;
    return runCounts({ read: stored.length + excluded.length, created: stored.length, inactive: excluded.length });
  }
}

export class FakePlanApplier extends PlanApplier {
  constructor(private readonly fixture: RunFixture) {
    super();
  }

  async *apply(_run: LeasedRun, _chunkSize: number, signal: AbortSignal): AsyncGenerator<number> {
    for (const applied of [2, 4]) {
      if (signal.aborted) return;
      this.fixture.calls.push(`apply ${applied}`);
      if (this.fixture.applyError) throw this.fixture.applyError;
      yield applied;
      this.fixture.onChunk();
    }
  }
}
