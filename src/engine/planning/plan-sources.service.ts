import { Injectable } from '@nestjs/common';

import type { RunContext } from '../run-context.js';
import type { PlanOutcome, PlanSource } from './plan-source.js';
import { ReadPlanSource } from './read-plan-source.service.js';
import { RevertPlanSource } from './revert-plan-source.service.js';

const STORED_PLAN: PlanOutcome = { kind: 'approved' };

/** The plan of a run: the stored one that was approved, one from the journal of a run to turn back, or one from a read. */
@Injectable()
export class PlanSources implements PlanSource {
  constructor(
    private readonly reads: ReadPlanSource,
    private readonly reverts: RevertPlanSource,
  ) {}

  async plan(context: RunContext): Promise<PlanOutcome> {
    const { run, input } = context;
    if (run.isApproved) return STORED_PLAN;
    return input.reverts ? this.reverts.plan(context, input.reverts) : this.reads.plan(context);
  }
}
