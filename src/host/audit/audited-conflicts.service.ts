import { Injectable } from '@nestjs/common';

import { BatchSyncConflicts, type DecisionRequest, type Run } from '../../index.js';
import { AuditLog } from './audit-log.service.js';
import type { Actor } from './audit-record.js';

type RequestedDecision = Omit<DecisionRequest, 'startedBy'> & { readonly job: string };

/** What people decide about conflicts, and the events of it. */
@Injectable()
export class AuditedConflicts {
  constructor(
    private readonly conflicts: BatchSyncConflicts,
    private readonly audit: AuditLog,
  ) {}

  /** Returns the plan. */
  decide(actor: Actor, { job, choice, ids, code, reason }: RequestedDecision): Promise<Run> {
    const subject = { job, choice, ...(ids && { conflicts: ids.length }), ...(code && { code }), reason };
    const decision = { choice, ...(ids && { ids }), ...(code && { code }), reason };
    return this.audit.attempt(
      { actor, what: 'conflict.decide', subject },
      () => this.conflicts.decide(job, { ...decision, startedBy: actor.who }),
      ({ id }) => ({ subject: { plan: id } }),
    );
  }
}
