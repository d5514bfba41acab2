import { type RunCounts, runCounts } from '../../../src/contract/change-kinds.js';
import { RevertPlanner } from '../../../src/engine/ports/revert-planner.js';

export class FakeRevertPlanner extends RevertPlanner {
  constructor(private readonly calls: string[]) {
    super();
  }

  plan(): Promise<RunCounts> {
    this.calls.push('plan revert');
    return Promise.resolve(runCounts({ read: 1, updated: 1 }));
  }
}
