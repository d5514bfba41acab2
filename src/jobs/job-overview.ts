import { Injectable } from '@nestjs/common';

import type { BatchSynchronization } from '../contract/batch-synchronizations.js';
import { ProcessOffice } from '../process/process-office.js';
import { RunHistory } from '../sync/ports/run-history.js';
import { JobSchedule } from './ports/job-schedule.js';
import { SettingsDesk } from './settings-desk.js';

/** The job as lists show it. */
@Injectable()
export class JobOverview {
  constructor(
    private readonly office: ProcessOffice,
    private readonly settings: SettingsDesk,
    private readonly schedule: JobSchedule,
    private readonly history: RunHistory,
  ) {}

  /** Empty while the host has the add-on disabled. */
  async list(): Promise<readonly BatchSynchronization[]> {
    return (await this.office.isEnabled()) ? [await this.job()] : [];
  }

  private async job(): Promise<BatchSynchronization> {
    const { symbolicName, processName, description } = this.office.manifest;
    const [{ settings, errors }, newest] = await Promise.all([
      this.settings.current(),
      this.history.newest(symbolicName),
    ]);
    const { expression, timeZone } = settings.schedule;
    const enabled = errors.length === 0 && settings.schedule.enabled;
    return {
      symbolicName,
      processName,
      description,
      enabled,
      expression,
      timeZone,
      status: newest?.status ?? null,
      lastRunId: newest?.id ?? null,
      lastStart: newest?.startedAt ?? null,
      lastEnd: newest?.endedAt ?? null,
      nextExecution: enabled ? this.schedule.firstAfter({ expression, timeZone }, new Date()) : null,
      settingsErrors: errors,
    };
  }
}
