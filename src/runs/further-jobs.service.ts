import { Injectable } from '@nestjs/common';

import { DEFAULT_DATA_POOL, isResourceName } from '../contract/data-pool-names.js';
import type { FieldError } from '../contract/error-codes.js';
import type { CreateOutcome, NewJob } from '../contract/jobs.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import { SyncError } from '../contract/sync-error.js';
import { UsersTable } from '../contract/users-table.js';
import { JobSchedule, type Schedule } from '../engine/ports/job-schedule.js';
import { Removals } from '../engine/ports/removals.js';
import { ScheduleUpdates } from '../engine/ports/schedule-updates.js';
import type { Job } from '../processes/job.js';
import { jobKey, ProcessCatalog } from '../processes/process-catalog.service.js';
import { DataPoolStore, INVALIDATES, type StoredPool } from '../settings/data-pools/data-pool-store.service.js';
import { nameErrors, poolOfNewJobErrors } from '../settings/data-pools/naming.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { isJsonObject, type JsonObject } from '../settings/json-object.js';
import { dataPoolUnknown, isSettingChanged, settingChanged } from '../settings/settings-errors.js';
import { defaultSettings } from '../settings/stored-settings.js';
import { scheduleErrors } from './schedule-errors.js';

type Begun =
  { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** The jobs of a process besides its first one. */
@Injectable()
export class FurtherJobs {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly store: SettingsStore,
    private readonly pools: DataPoolStore,
    private readonly users: UsersTable,
    private readonly jobSettings: JobSettingsService,
    private readonly schedules: JobSchedule,
    private readonly removals: Removals,
    private readonly scheduleUpdates: ScheduleUpdates,
  ) {}

  /** Throws as `BatchSyncJobs.create` does. */
  async create(job: NewJob): Promise<CreateOutcome> {
    const { name, description, process, dataPool, changedBy } = job;
    const { symbolicName } = this.catalog.firstJobOf(process);
    const misnamed = nameErrors({ name, description }, await this.isTaken(name));
    const pool = await this.pools.read(dataPool);
    if (!pool && dataPool !== DEFAULT_DATA_POOL && misnamed.length === 0) throw dataPoolUnknown(dataPool);
    const begun = this.begun(job, pool);
    const errors = [...misnamed, ...(begun.ok ? [] : begun.errors)];
    if (!begun.ok || errors.length > 0) return { ok: false, errors };
    const value = { process: symbolicName, description, ...begun.value, dataPool };
    try {
      const write = { key: jobKey(name), value, expectedVersion: 0, changedBy, invalidates: INVALIDATES };
      await this.store.write({ ...write, ...(pool && { needs: pool.row.key }) });
    } catch (error) {
      if (!isSettingChanged(error)) throw error;
      if (pool && !(await this.pools.read(dataPool))) throw dataPoolUnknown(dataPool);
      return { ok: false, errors: nameErrors({ name, description }, true) };
    }
    await this.scheduleUpdates.refresh();
    return { ok: true };
  }

  /** The settings with which a job begins: those that are given, on top of the default ones. */
  private begun({ settings, dataPool }: NewJob, pool: StoredPool | undefined): Begun {
    const defaults = defaultSettings(this.users.limits());
    if (!settings) return { ok: true, value: defaults };
    const ofPool = poolOfNewJobErrors(settings, dataPool);
    if (ofPool.length > 0) return { ok: false, errors: ofPool };
    const base = { ...defaults, dataPool: pool?.dataPool ?? defaults['dataPool'] };
    const validated = this.jobSettings.validate(base, { ...settings, dataPool });
    if (!validated.ok) return validated;
    const errors = scheduleErrors(this.schedules, validated.value['schedule'] as Schedule);
    return errors.length > 0 ? { ok: false, errors } : validated;
  }

  /** Throws as `BatchSyncJobs.describe` does. */
  async describe(job: Job, description: string, changedBy: string | null): Promise<CreateOutcome> {
    const { key, value, version: expectedVersion } = await this.rowOf(job);
    const errors = nameErrors({ name: job.name, description }, false);
    if (errors.length > 0) return { ok: false, errors };
    const described = { ...(isJsonObject(value) ? value : {}), description };
    await this.store.write({ key, value: described, expectedVersion, changedBy, invalidates: INVALIDATES });
    return { ok: true };
  }

  /** Throws as `BatchSyncJobs.delete` does. */
  async delete(job: Job): Promise<void> {
    const { key, version: expectedVersion } = await this.rowOf(job);
    await this.removals.job(job, { key, expectedVersion, invalidates: [...INVALIDATES, 'runs'] });
    await this.scheduleUpdates.refresh();
  }

  /** A name that no job can have is refused for another reason. */
  private async isTaken(name: string): Promise<boolean> {
    if (this.catalog.isNameOfProcess(name)) return true;
    return isResourceName(name) && (await this.store.read(jobKey(name))) !== undefined;
  }

  private async rowOf(job: Job): Promise<StoredSetting> {
    if (this.catalog.isFirst(job)) throw new SyncError('JOB_IS_FIRST', { params: { job: job.name } });
    const row = await this.store.read(job.settingKey);
    if (!row) throw settingChanged();
    return row;
  }
}
