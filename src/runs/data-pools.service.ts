import { Injectable } from '@nestjs/common';

import { DEFAULT_DATA_POOL } from '../contract/data-pool-names.js';
import {
  type DataPool,
  DataPools,
  type DataPoolVersion,
  type DataPoolWithSettings,
  type NewDataPool,
  type PoolQuestion,
  type PoolTreeRequest,
  type SavePoolOutcome,
  type SavePoolRequest,
} from '../contract/data-pools.js';
import type { TreeLevel } from '../contract/directory-tree.js';
import type { FieldError } from '../contract/error-codes.js';
import type { DomainControllerList, DomainControllersRequest } from '../contract/domain-controllers.js';
import type { CheckReport } from '../contract/check-report.js';
import type { CreateOutcome, SettingsVersion } from '../contract/jobs.js';
import type { DirectoryProposal, PresentedChain } from '../contract/proposals.js';
import type { Page, RowsRequest } from '../contract/run-rows.js';
import type { SettingChange, SettingsComparison } from '../contract/settings-comparison.js';
import { SettingsStore } from '../contract/settings-store.js';
import { SyncError } from '../contract/sync-error.js';
import { UsersTable } from '../contract/users-table.js';
import { ConnectionCheck } from '../engine/ports/connection-check.js';
import { DirectoryProposals } from '../engine/ports/directory-proposals.js';
import { DomainControllers } from '../engine/ports/domain-controllers.js';
import { GuardHistory, type RecognizedDirectory } from '../engine/ports/guard-history.js';
import { Removals } from '../engine/ports/removals.js';
import { ScheduleUpdates } from '../engine/ports/schedule-updates.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { assertRunnable } from '../settings/assert-runnable.js';
import { certificateWarnings } from '../settings/certificate-warnings.js';
import { DataPoolSettingsService } from '../settings/data-pools/data-pool-settings.service.js';
import { DataPoolStore, INVALIDATES, type StoredPool } from '../settings/data-pools/data-pool-store.service.js';
import { DataPoolVersions } from '../settings/data-pools/data-pool-versions.service.js';
import { nameErrors } from '../settings/data-pools/naming.js';
import { savedBy } from '../settings/saved-by.js';
import { portWarnings } from '../settings/port-warnings.js';
import { dataPoolUnknown, isSettingChanged } from '../settings/settings-errors.js';
import { SettingConsequences } from './setting-consequences.service.js';

/** Data pools, for hosts. */
@Injectable()
export class DataPoolsService extends DataPools {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly store: SettingsStore,
    private readonly pools: DataPoolStore,
    private readonly settings: DataPoolSettingsService,
    private readonly connection: ConnectionCheck,
    private readonly scheduleUpdates: ScheduleUpdates,
    private readonly directory: DirectoryProposals,
    private readonly controllers: DomainControllers,
    private readonly users: UsersTable,
    private readonly kept: DataPoolVersions,
    private readonly consequences: SettingConsequences,
    private readonly removals: Removals,
    private readonly history: GuardHistory,
  ) {
    super();
  }

  async list(): Promise<readonly DataPool[]> {
    const [stored, jobs] = [await this.pools.list(), await this.catalog.jobs()];
    const named = stored.map(({ name }) => name);
    const names = [...new Set([...named, DEFAULT_DATA_POOL])].toSorted();
    return Promise.all(
      names.map(async (name) =>
        described(
          name,
          stored.find((pool) => pool.name === name),
          jobs.flatMap((job) => (job.dataPool === name ? [job.name] : [])),
          await this.history.recognized(name),
        ),
      ),
    );
  }

  async get(name: string): Promise<DataPoolWithSettings> {
    return this.shown(name, await this.stored(name));
  }

  async create({ name, description, changedBy }: NewDataPool): Promise<CreateOutcome> {
    const isTaken = name === DEFAULT_DATA_POOL || (await this.pools.read(name)) !== undefined;
    const errors = nameErrors({ name, description }, isTaken);
    if (errors.length > 0) return { ok: false, errors };
    const settings = { ...this.settings.defaults(), name };
    try {
      await this.store.write(this.pools.toWrite(settings, undefined, changedBy, description));
    } catch (error) {
      if (!isSettingChanged(error)) throw error;
      return { ok: false, errors: nameErrors({ name, description }, true) };
    }
    return { ok: true };
  }

  async save(name: string, request: SavePoolRequest): Promise<SavePoolOutcome> {
    const errors = nameErrors({ name, description: request.description ?? '' }, false);
    if (errors.length > 0) return { ok: false, errors };
    const outcome = await this.settings.save(name, await this.stored(name), request);
    if (!outcome.ok) return outcome;
    await this.scheduleUpdates.refresh();
    const pool = await this.stored(name);
    const { urls, tls } = this.settings.withUnsaved(name, pool).settings.dataPool;
    const warnings = [...portWarnings(urls), ...certificateWarnings(tls)];
    return { ok: true, saved: await this.shown(name, pool), warnings };
  }

  async versions(name: string, rows: RowsRequest = {}): Promise<Page<SettingsVersion>> {
    await this.stored(name);
    return this.kept.page(name, rows);
  }

  async version(name: string, version: number): Promise<DataPoolVersion> {
    const found = await this.kept.get(await this.stored(name), name, version);
    return { ...found, changes: await this.counted(name, found.changes) };
  }

  async compare(name: string, settings: Readonly<Record<string, unknown>>): Promise<SettingsComparison> {
    const comparison = this.settings.compare(name, await this.stored(name), settings);
    return comparison.ok ? { ...comparison, changes: await this.counted(name, comparison.changes) } : comparison;
  }

  async delete(name: string): Promise<void> {
    const pool = await this.stored(name);
    const jobs = await this.catalog.jobs();
    if (name === DEFAULT_DATA_POOL) throw firstPool(name, jobs);
    if (!pool) throw dataPoolUnknown(name);
    assertUnused(name, jobs);
    const { key, version: expectedVersion } = pool.row;
    const removed = { key, expectedVersion, invalidates: [...INVALIDATES, 'runs', 'users'] };
    await this.removals.dataPool(name, removed, (rows) => assertUnused(name, this.catalog.jobsIn(rows)));
  }

  async validate(name: string, question: PoolQuestion): Promise<readonly FieldError[]> {
    return this.settings.errorsOf(name, await this.stored(name), question);
  }

  async check(name: string, settings?: Readonly<Record<string, unknown>>): Promise<CheckReport> {
    return this.connection.connect(await this.source(name, { settings }));
  }

  async propose(name: string, question: PoolQuestion): Promise<DirectoryProposal> {
    const source = await this.source(name, question);
    const { bases, filter } = source.search;
    return this.directory.propose(source, {
      bases: bases.map(({ dn }) => dn),
      filter: filter === '' ? undefined : filter,
      fields: this.users.limits().fields,
    });
  }

  async tree(name: string, { dn, ...question }: PoolTreeRequest): Promise<TreeLevel> {
    return this.directory.tree(await this.source(name, question), dn);
  }

  /** Servers are what is looked for, so there need not be any yet. */
  async domainControllers(name: string, { settings, domain }: DomainControllersRequest): Promise<DomainControllerList> {
    const current = await this.current(name, { settings });
    if (current.errors.length > 0) assertRunnable(current);
    return this.controllers.list(current.settings, domain);
  }

  async certificates(name: string, settings?: Readonly<Record<string, unknown>>): Promise<PresentedChain> {
    return this.directory.certificates(await this.source(name, { settings }));
  }

  private async counted(name: string, changes: readonly SettingChange[]): Promise<readonly SettingChange[]> {
    const jobs = await this.jobsOn(name);
    // Nothing that runs write comes from a data pool without a job.
    if (jobs.length === 0) return changes.map((change) => ({ ...change, effect: 'none' }));
    return this.consequences.counted(jobs, changes);
  }

  private async jobsOn(name: string): Promise<readonly Job[]> {
    return (await this.catalog.jobs()).filter((job) => job.dataPool === name);
  }

  private async source(name: string, question: PoolQuestion) {
    return assertRunnable(await this.current(name, question));
  }

  private async current(name: string, question: PoolQuestion) {
    const current = this.settings.withUnsaved(name, await this.stored(name), question);
    return { ...current, job: this.catalog.firstJobOf() };
  }

  /** Undefined for the first data pool, until it is saved. Throws `DATA_POOL_UNKNOWN`. */
  private async stored(name: string): Promise<StoredPool | undefined> {
    const pool = await this.pools.read(name);
    if (!pool && name !== DEFAULT_DATA_POOL) throw dataPoolUnknown(name);
    return pool;
  }

  private async shown(name: string, pool: StoredPool | undefined): Promise<DataPoolWithSettings> {
    const jobs = (await this.jobsOn(name)).map((job) => job.name);
    const recognized = await this.history.recognized(name);
    return {
      ...described(name, pool, jobs, recognized),
      version: pool?.row.version ?? 0,
      settings: this.settings.withoutSecrets(pool),
      errors: this.settings.withUnsaved(name, pool).errors,
      stableIdAttribute: recognized?.stableIdAttribute ?? null,
      stableIdSince: recognized?.since ?? null,
    };
  }
}

function firstPool(name: string, jobs: readonly Job[]): SyncError {
  return new SyncError('DATA_POOL_IS_FIRST', { params: { dataPool: name, jobs: namesOfJobs(name, jobs) || '–' } });
}

function assertUnused(name: string, jobs: readonly Job[]): void {
  const users = namesOfJobs(name, jobs);
  if (users !== '') throw new SyncError('DATA_POOL_IN_USE', { params: { dataPool: name, jobs: users } });
}

function namesOfJobs(pool: string, jobs: readonly Job[]): string {
  const users = jobs.filter(({ dataPool }) => dataPool === pool);
  return users.map(({ name }) => name).join(', ');
}

function described(
  name: string,
  pool: StoredPool | undefined,
  jobs: readonly string[],
  recognized: RecognizedDirectory | undefined,
): DataPool {
  const { urls, dialect } = pool?.dataPool ?? {};
  return {
    name,
    description: pool?.description ?? '',
    urls: Array.isArray(urls) ? urls.map(String) : [],
    dialect: typeof dialect === 'string' ? dialect : 'automatic',
    product: recognized?.product ?? null,
    jobs,
    changedAt: pool?.row.changedAt ?? null,
    changedBy: pool ? savedBy(pool.row) : null,
  };
}
