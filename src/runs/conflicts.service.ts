import { Injectable } from '@nestjs/common';

import {
  BatchSyncConflicts,
  type ConflictPage,
  type ConflictsRequest,
  type DecisionRequest,
  MAX_DECIDED,
} from '../contract/conflicts.js';
import type { Run } from '../contract/run.js';
import { SyncError } from '../contract/sync-error.js';
import { ConflictHistory, type FoundConflict } from '../engine/ports/conflict-history.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { RunQueue } from './run-queue.service.js';

/** Conflicts and decisions, for hosts. */
@Injectable()
export class ConflictsService extends BatchSyncConflicts {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly history: ConflictHistory,
    private readonly queue: RunQueue,
    private readonly settings: JobSettingsService,
  ) {
    super();
  }

  async list(name: string, request: ConflictsRequest = {}): Promise<ConflictPage> {
    const job = await this.catalog.job(name);
    const { releasedName } = (await this.settings.current(job)).settings;
    return { ...(await this.history.page(job.name, request)), releasedName };
  }

  async decide(name: string, request: DecisionRequest): Promise<Run> {
    const job = await this.catalog.job(name);
    const { choice, code = null, reason, startedBy } = request;
    const decided = code === null ? await this.single(job, request) : undefined;
    if (code !== null) await this.assertOffered(job, { choice, code });
    return this.queue.decide(job, { decision: { choice, code, reason }, decided, startedBy });
  }

  private async single(job: Job, { choice, ids = [] }: DecisionRequest): Promise<readonly FoundConflict[]> {
    const distinct = [...new Set(ids)];
    if (distinct.length === 0 || distinct.length > MAX_DECIDED) throw notOffered(choice);
    const found = await this.history.find(job.name, distinct);
    if (found.length < distinct.length) throw new SyncError('CONFLICTS_OUT_OF_DATE');
    if (found.some(({ choices }) => !choices.includes(choice))) throw notOffered(choice);
    return found;
  }

  private async assertOffered(
    job: Job,
    { choice, code }: Required<Pick<DecisionRequest, 'choice' | 'code'>>,
  ): Promise<void> {
    const { totals } = await this.history.page(job.name, { limit: 1 });
    const kind = totals.find((total) => total.code === code);
    if (!kind) throw new SyncError('NO_CONFLICTS', { params: { code } });
    if (!kind.choices.includes(choice)) throw notOffered(choice);
  }
}

function notOffered(choice: string): SyncError {
  return new SyncError('CONFLICT_CHOICE_NOT_OFFERED', { params: { choice } });
}
