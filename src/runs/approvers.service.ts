import { Injectable } from '@nestjs/common';

import type { ApproverObstacle } from '../contract/approval.js';
import type { Run } from '../contract/run.js';
import { SyncError } from '../contract/sync-error.js';
import { approverObstacle } from '../engine/approval/four-eyes.js';
import { SettingsChangesService } from '../engine/approval/settings-changes.service.js';
import { RunHistory } from '../engine/ports/run-history.js';
import type { Job } from '../processes/job.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { sectionHashes } from '../settings/section-hashes.js';

/** What stands for someone unknown, who uses the command line in the process of the host. */
const UNKNOWN = 'CLI';

/** Who may approve a plan, and who may resume a run. */
@Injectable()
export class Approvers {
  constructor(
    private readonly settings: JobSettingsService,
    private readonly history: RunHistory,
    private readonly settingsChanges: SettingsChangesService,
  ) {}

  /** Throws `APPROVAL_NOT_ALLOWED` (params.because) if the job needs four eyes and these are not a second pair. */
  async assertMayApprove(job: Job, runId: string, approvedBy: string | null): Promise<void> {
    const because = await this.obstacleOf(job, runId, approvedBy);
    if (because) throw new SyncError('APPROVAL_NOT_ALLOWED', { params: { by: approvedBy ?? UNKNOWN, because } });
  }

  /**
   * Throws `RESUME_NOT_ALLOWED` (params.because), as `assertMayApprove` does, if nothing of an approved plan was applied yet.
   * Only for a run that can be resumed.
   */
  async assertMayResume(job: Job, runId: string, resumedBy: string | null): Promise<void> {
    const because = await this.obstacleOf(job, runId, resumedBy);
    if (because) throw new SyncError('RESUME_NOT_ALLOWED', { params: { by: resumedBy ?? UNKNOWN, because } });
  }

  /** Why someone cannot approve the plan of a run, or resume the run if it broke off; null if they can. */
  async obstacleOf(job: Job, runId: string, approvedBy: string | null): Promise<ApproverObstacle | null> {
    const { settings } = await this.settings.current(job);
    if (!settings.approval.fourEyes) return null;
    const run = await this.history.run(runId);
    if (run && (await this.isAgreed(run))) return null;
    // No setting decides what a revert contains.
    const { authors, areAuthorsKnown } = run?.reverts
      ? { authors: [], areAuthorsKnown: true }
      : await this.settingsChanges.of(job, sectionHashes(settings));
    return approverObstacle({ approvedBy, startedBy: run?.startedBy ?? null, authors, areAuthorsKnown });
  }

  /** Of a run that broke off: whether it needed no approval, or what was approved only goes on. */
  private async isAgreed({ id, status, approval }: Run): Promise<boolean> {
    if (status !== 'failed' && status !== 'cancelled') return false;
    return approval === null || (await this.history.hasApplied(id));
  }
}
