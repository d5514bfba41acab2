import { Injectable } from '@nestjs/common';

import type { RunCounts } from '../../contract/change-kinds.js';
import type { GuardFinding } from '../../contract/guards.js';
import { PlanEvidence } from '../ports/plan-evidence.js';
import type { ReadSource } from '../ports/read-store.js';
import type { LeasedRun } from '../ports/run-store.js';
import type { RunInput } from '../run-input.js';
import { floorsOf, guardPlan } from './guards.js';

/** Judges plans by the limits of their job. */
@Injectable()
export class PlanGuards {
  constructor(private readonly evidence: PlanEvidence) {}

  /** What is beyond the limits; empty if the plan may be applied. To be called before the stored read is discarded. */
  async judge(
    run: LeasedRun,
    source: ReadSource,
    counts: RunCounts,
    { limits, mapping }: Pick<RunInput, 'limits' | 'mapping'>,
  ): Promise<readonly GuardFinding[]> {
    const evidence = await this.evidence.gather(run, source, counts, floorsOf(limits));
    return guardPlan(evidence, limits).map((finding) => ({
      ...finding,
      attribute: mapping.find(({ field }) => field === finding.field)?.attribute ?? null,
    }));
  }
}
