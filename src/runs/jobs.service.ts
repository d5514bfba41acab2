import { Injectable } from '@nestjs/common';

import type { CheckReport } from '../contract/check-report.js';
import {
  BatchSyncJobs,
  type BatchSynchronization,
  type CreateOutcome,
  type JobSettings,
  type NewJob,
  type SaveOutcome,
  type SaveRequest,
  type SchedulePreview,
  type SettingsOfVersion,
  type SettingsVersion,
  type SettingWarning,
} from '../contract/jobs.js';
import type { FieldError } from '../contract/error-codes.js';
import type { RunFigures } from '../contract/guards.js';
import type { ProcessManifest } from '../contract/process-registry.js';
import { ConnectionCheck } from '../engine/ports/connection-check.js';
import { JobSchedule, type Schedule } from '../engine/ports/job-schedule.js';
import { GuardHistory } from '../engine/ports/guard-history.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { ScheduleUpdates } from '../engine/ports/schedule-updates.js';
import { KnownContainers } from '../engine/read/known-containers.service.js';
import type { Page, RowsRequest } from '../contract/run-rows.js';
import type { SettingChange, SettingsComparison } from '../contract/settings-comparison.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { assertRunnable } from '../settings/assert-runnable.js';
import type { CurrentSettings } from '../settings/current-settings.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { SettingsVersions } from '../settings/settings-versions.service.js';
import { certificateWarnings } from '../settings/certificate-warnings.js';
import { portWarnings } from '../settings/port-warnings.js';
import { mappingWarnings } from '../settings/mapping-warnings.js';
import { type ReadingJob, sameSearchWarnings, searchWarnings } from '../settings/search-warnings.js';
import { AppliedSettingsComparison } from './applied-settings.service.js';
import { FurtherJobs } from './further-jobs.service.js';
import { JobOverviews } from './job-overviews.service.js';
import { SettingConsequences } from './setting-consequences.service.js';
import { scheduleErrors } from './schedule-errors.js';
import { scheduleWarnings } from './schedule-warnings.js';

/** With how many runs limits are compared. */
const FIGURES = 30;

/** Jobs and their settings, for hosts. */
@Injectable()
export class JobsService extends BatchSyncJobs {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly jobSettings: JobSettingsService,
    private readonly versions: SettingsVersions,
    private readonly schedule: JobSchedule,
    private readonly scheduleUpdates: ScheduleUpdates,
    private readonly connection: ConnectionCheck,
    private readonly history: RunHistory,
    private readonly overviews: JobOverviews,
    private readonly guardHistory: GuardHistory,
    private readonly containers: KnownContainers,
    private readonly applied: AppliedSettingsComparison,
    private readonly consequences: SettingConsequences,
    private readonly further: FurtherJobs,
  ) {
    super();
  }

  manifest(process: string): ProcessManifest {
    return this.catalog.manifestOf(this.catalog.firstJobOf(process));
  }

  async manifestOf(job: string): Promise<ProcessManifest> {
    return this.catalog.manifestOf(await this.catalog.job(job));
  }

  async list(): Promise<readonly BatchSynchronization[]> {
    const jobs = await Promise.all(
      (await this.catalog.jobs()).map(async (job) =>
        (await this.catalog.isEnabled(job)) ? [await this.overviews.of(job)] : [],
      ),
    );
    return jobs.flat();
  }

  create(job: NewJob): Promise<CreateOutcome> {
    return this.further.create(job);
  }

  async describe(job: string, description: string, changedBy: string | null): Promise<CreateOutcome> {
    return this.further.describe(await this.catalog.job(job), description, changedBy);
  }

  async delete(job: string): Promise<void> {
    await this.further.delete(await this.catalog.job(job));
  }

  async settings(job: string): Promise<JobSettings> {
    return this.jobSettings.show(await this.catalog.job(job));
  }

  async settingsVersions(job: string, rows: RowsRequest = {}): Promise<Page<SettingsVersion>> {
    return this.versions.page(await this.catalog.job(job), rows);
  }

  async settingsVersion(name: string, version: number): Promise<SettingsOfVersion> {
    const job = await this.catalog.job(name);
    const found = await this.versions.get(job, version);
    return { ...found, changes: await this.consequences.counted([job], found.changes) };
  }

  async changesSinceApplied(job: string): Promise<readonly SettingChange[] | null> {
    return this.applied.changesSince(await this.catalog.job(job));
  }

  async compareSettings(name: string, settings: Readonly<Record<string, unknown>>): Promise<SettingsComparison> {
    const job = await this.catalog.job(name);
    const comparison = await this.jobSettings.compare(job, settings);
    return comparison.ok
      ? { ...comparison, changes: await this.consequences.counted([job], comparison.changes) }
      : comparison;
  }

  async saveSettings(job: string, request: SaveRequest): Promise<SaveOutcome> {
    const saving = await this.catalog.job(job);
    const expired = await this.errorsOfEnteredSchedule(saving, request);
    if (expired.length > 0) return { ok: false, errors: expired };
    const outcome = await this.jobSettings.save(saving, request);
    if (!outcome.ok) return outcome;
    await this.scheduleUpdates.refresh();
    const isEnabled = await this.catalog.isEnabled(saving);
    const current = await this.jobSettings.current(saving);
    const next = isEnabled ? await this.overviews.nextExecution(current) : null;
    return { ...outcome, nextExecution: next, warnings: await this.warnings(saving, current) };
  }

  async guardFigures(job: string): Promise<readonly RunFigures[]> {
    return this.guardHistory.latest((await this.catalog.job(job)).name, FIGURES);
  }

  async validateSettings(name: string, settings: Readonly<Record<string, unknown>>): Promise<readonly FieldError[]> {
    return this.jobSettings.errorsOf(await this.catalog.job(name), settings);
  }

  /** Refuses the same schedules as a save, and describes what a save would store. */
  async previewSchedule(
    name: string,
    expression: string,
    timeZone: string,
    language: string,
  ): Promise<SchedulePreview> {
    const job = await this.catalog.job(name);
    const unsaved = { schedule: { enabled: false, expression, timeZone } };
    const { settings, errors } = await this.jobSettings.withUnsaved(job, unsaved);
    const refused = errors.filter(({ field }) => field.startsWith('schedule.'));
    if (refused.length > 0) return { ok: false, errors: refused };
    const { schedule } = settings;
    const expired = scheduleErrors(this.schedule, schedule);
    if (expired.length > 0) return { ok: false, errors: expired };
    const warnings = await this.scheduleWarnings(job, schedule);
    return { ok: true, ...this.schedule.describe(schedule, language), warnings };
  }

  async check(name: string, settings?: Readonly<Record<string, unknown>>): Promise<CheckReport> {
    const job = await this.catalog.job(name);
    const current = settings ? await this.jobSettings.withUnsaved(job, settings) : await this.jobSettings.current(job);
    const runnable = await this.containers.bind(job, assertRunnable(current));
    return this.connection.check(job, runnable, runnable.mapping);
  }

  /** An expression that was valid when it was saved must not prevent that other settings are saved. */
  private async errorsOfEnteredSchedule(job: Job, { settings: part }: SaveRequest): Promise<readonly FieldError[]> {
    if (!Object.hasOwn(part, 'schedule')) return [];
    const [before, after] = await Promise.all([this.jobSettings.current(job), this.jobSettings.withUnsaved(job, part)]);
    if (after.errors.length > 0) return [];
    const [old, entered] = [before.settings.schedule, after.settings.schedule];
    const isChanged = old.expression !== entered.expression || old.timeZone !== entered.timeZone;
    return isChanged || (entered.enabled && !old.enabled) ? scheduleErrors(this.schedule, entered) : [];
  }

  private async warnings(job: Job, { settings, errors }: CurrentSettings): Promise<readonly SettingWarning[]> {
    if (errors.length > 0) return [];
    const { schedule, dataPool, search } = settings;
    const ofSchedule = schedule.enabled ? await this.scheduleWarnings(job, schedule) : [];
    const ofDataPool = [...portWarnings(dataPool.urls), ...certificateWarnings(dataPool.tls)];
    const ofSearch = [
      ...searchWarnings(search),
      ...sameSearchWarnings({ name: job.name, settings }, await this.othersOfPool(job.name)),
    ];
    return [...ofDataPool, ...ofSearch, ...mappingWarnings(settings), ...ofSchedule];
  }

  /** The save may have given the job another data pool. */
  private async othersOfPool(name: string): Promise<readonly ReadingJob[]> {
    const jobs = await this.catalog.jobs();
    const own = jobs.find((job) => job.name === name);
    const others = jobs.filter((job) => job.dataPool === own?.dataPool && job !== own);
    return Promise.all(
      others.map(async (job) => ({ name: job.name, settings: (await this.jobSettings.current(job)).settings })),
    );
  }

  private async scheduleWarnings(job: Job, schedule: Schedule): Promise<readonly SettingWarning[]> {
    return scheduleWarnings(
      this.schedule.shortestInterval(schedule, new Date()),
      await this.history.lastGood(job.name),
    );
  }
}
