import { Injectable } from '@nestjs/common';

import { changesIn } from '../../contract/change-kinds.js';
import type { Revert } from '../../contract/run.js';
import { PlanGuards } from '../guards/plan-guards.service.js';
import { DatabaseSpace } from '../ports/database-space.js';
import { RevertPlanner } from '../ports/revert-planner.js';
import type { RunContext } from '../run-context.js';
import { RunMetrics } from '../run-metrics.service.js';
import type { PlanOutcome } from './plan-source.js';

/** Plans to turn back what a run wrote, from its journal. */
@Injectable()
export class RevertPlanSource {
  constructor(
    private readonly reverts: RevertPlanner,
    private readonly guards: PlanGuards,
    private readonly metrics: RunMetrics,
    private readonly space: DatabaseSpace,
  ) {}

  async plan({ run, input, progress, interruptible }: RunContext, revert: Revert): Promise<PlanOutcome> {
    const { counts, findings } = await this.metrics.time('plan', () =>
      interruptible(async () => {
        await this.space.assertFree();
        const planned = await this.reverts.plan(run, revert);
        return { counts: planned, findings: await this.guards.judgeRevert(run, planned, input) };
      }),
    );
    await progress.reportNow({ read: counts.read, total: changesIn(counts) });
    return { kind: 'judged', counts, findings };
  }
}
