import type { Standalone } from '../host/standalone.js';
import type { ConflictPage, ConflictsRequest, Run } from '../index.js';
import { ConflictsClient, type NewDecision } from './conflicts-client.js';

type Actor = Parameters<Standalone['audited']['check']>[0];

/** The conflicts of a job of the add-on in this process. */
export class LocalConflicts extends ConflictsClient {
  constructor(
    private readonly standalone: Standalone,
    private readonly actor: Actor,
    private readonly job: string,
  ) {
    super();
  }

  list(request?: ConflictsRequest): Promise<ConflictPage> {
    return this.standalone.conflicts.list(this.job, request);
  }

  async decide(decision: NewDecision): Promise<Run> {
    const plan = await this.standalone.auditedConflicts.decide(this.actor, { ...decision, job: this.job });
    await this.standalone.runs.takeRuns();
    return plan;
  }
}
