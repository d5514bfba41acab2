import { Injectable } from '@nestjs/common';

import type { PlanState } from '../contract/run.js';
import { SyncError } from '../contract/sync-error.js';
import { REVERT_SHAPE } from '../engine/ports/revert-planner.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { type PlanResumption, RunStore } from '../engine/ports/run-store.js';
import type { Job } from '../processes/job.js';
import { assertRunnable } from '../settings/assert-runnable.js';
import type { CurrentSettings } from '../settings/current-settings.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { sectionHashes } from '../settings/section-hashes.js';
import { shapeOf, shapeOfPreview } from '../settings/shape-of-settings.js';

type Present = Pick<PlanResumption, 'settingsShape' | 'sections'>;

/** What a plan must meet to be applied, by the settings of now. */
@Injectable()
export class PlanConditions {
  constructor(
    private readonly settings: JobSettingsService,
    private readonly history: RunHistory,
    private readonly runs: RunStore,
  ) {}

  /** Throws `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE`. */
  async of(job: Job, runId: string): Promise<Pick<PlanResumption, 'settingsShape' | 'sections' | 'validHours'>> {
    const current = await this.settings.current(job);
    const { validHours } = current.settings.approval;
    return { ...(await this.presentFor(current, runId)), validHours };
  }

  /** With settings that no run can use, plans are stale. */
  async stateOf(job: Job, runId: string): Promise<PlanState> {
    const current = await this.settings.current(job);
    const { settingsShape, sections } = await this.presentFor(current, runId).catch((error: unknown): Present => {
      if (error instanceof SyncError) return { settingsShape: '' };
      throw error;
    });
    return this.runs.planState(runId, settingsShape, current.settings.approval.validHours, sections);
  }

  /** No setting decides what a revert contains, so it can be approved whatever the settings are. */
  private async presentFor(current: CurrentSettings, runId: string): Promise<Present> {
    const run = await this.history.run(runId);
    if (run?.reverts) return { settingsShape: REVERT_SHAPE };
    const settings = assertRunnable(current);
    const settingsShape = run?.withUnsavedSettings ? shapeOfPreview(settings) : shapeOf(settings);
    return { settingsShape, sections: sectionHashes(settings) };
  }
}
