import { Inject, Injectable } from '@nestjs/common';

import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { type ProcessManifest, ProcessRegistry } from '../contract/process-registry.js';
import { DEFAULT_DATA_POOL, isResourceName } from '../contract/data-pool-names.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import { SyncError } from '../contract/sync-error.js';
import { isFurther, type Job } from './job.js';
import { loadManifest } from './load-manifest.js';
import type { ProcessDefinition } from './process-definition.js';
import { addonDisabled, jobDeleted, jobUnknown, unknownProcess } from './process-errors.js';
import { SYNCHRONIZE_ACTIVE } from './synchronize-active.js';

/** The processes of this add-on. */
const DEFINITIONS: readonly ProcessDefinition[] = [SYNCHRONIZE_ACTIVE];

/** Keys of the settings of jobs. */
const JOB_KEYS = 'batch-synchronization.';

/** The key of the settings of a further job. */
export function jobKey(name: string): string {
  return `${JOB_KEYS}${name}`;
}

/** A process with the jobs that run it. */
interface Process {
  readonly definition: ProcessDefinition;
  readonly manifest: ProcessManifest;
  readonly firstJob: Job;
}

/** The processes of this add-on and their jobs. */
@Injectable()
export class ProcessCatalog {
  private readonly processes: readonly Process[];

  constructor(
    @Inject(ADDON_OPTIONS) { hostVersion }: Pick<LdapAddonBatchSyncOptions, 'hostVersion'>,
    private readonly registry: ProcessRegistry,
    private readonly store: SettingsStore,
  ) {
    this.processes = DEFINITIONS.map((definition) => withFirstJob(definition, hostVersion));
  }

  /** The first job of each process, and further ones in the order of their names. */
  async jobs(): Promise<readonly Job[]> {
    const rows = await this.store.list(JOB_KEYS);
    const keys = this.processes.map(({ firstJob }) => firstJob.settingKey);
    // A store without a list has only these.
    const unlisted = keys.filter((settingKey) => !rows.some(({ key }) => key === settingKey));
    const first = await Promise.all(unlisted.map((key) => this.store.read(key)));
    return this.jobsIn([...rows, ...first.filter((row) => row !== undefined)]);
  }

  /** The jobs that these settings make. */
  jobsIn(rows: readonly StoredSetting[]): readonly Job[] {
    const first = this.processes.map(({ firstJob }) =>
      onPoolOf(
        firstJob,
        rows.find(({ key }) => key === firstJob.settingKey),
      ),
    );
    const further = rows.filter(({ key }) => key.startsWith(JOB_KEYS));
    return [...first, ...further.flatMap((row) => this.furtherJob(row) ?? [])];
  }

  /** The job of that name. A symbolic name or its alias leads to the first job of the process. Throws `JOB_UNKNOWN`. */
  async job(name: string): Promise<Job> {
    const first = this.firstJobNamed(name);
    if (first) return onPoolOf(first, await this.store.read(first.settingKey));
    const row = isResourceName(name) ? await this.store.read(jobKey(name)) : undefined;
    const job = row && this.furtherJob(row);
    if (!job) throw jobUnknown(name);
    return job;
  }

  /** The job of a run. Throws `JOB_DELETED` if it is not there any more. */
  async jobOfRun(name: string): Promise<Job> {
    return this.job(name).catch((error: unknown) => {
      throw error instanceof SyncError && error.code === 'JOB_UNKNOWN' ? jobDeleted() : error;
    });
  }

  /** As pages name the job: by its process, a further one also by its own name. One that was deleted has its name. */
  async displayNameOf(name: string): Promise<string> {
    const job = (await this.jobs()).find((each) => each.name === name);
    if (!job) return name;
    const { processName } = this.manifestOf(job);
    return isFurther(job) ? `${processName}: ${name}` : processName;
  }

  /** Whether the name is the symbolic name, an alias or the first job of a process. */
  isNameOfProcess(name: string): boolean {
    return this.firstJobNamed(name) !== undefined;
  }

  /** Whether the job is the first one of its process, which cannot be deleted. */
  isFirst({ name }: Job): boolean {
    return this.processes.some(({ firstJob }) => firstJob.name === name);
  }

  /** The first job of the process with the name or alias, or of the first process. Throws `UNKNOWN_PROCESS`. */
  firstJobOf(process?: string): Job {
    const found = process === undefined ? this.processes[0]?.firstJob : this.firstJobNamed(process);
    if (!found) throw unknownProcess(process ?? '');
    return found;
  }

  /** The manifest of the job's process. Throws `UNKNOWN_PROCESS`. */
  manifestOf(job: Job): ProcessManifest {
    return this.processOf(job).manifest;
  }

  /** The definition of the job's process. Throws `UNKNOWN_PROCESS`. */
  definitionOf(job: Job): ProcessDefinition {
    return this.processOf(job).definition;
  }

  /** Registers every process with the host. */
  async register(): Promise<void> {
    for (const { manifest } of this.processes) await this.registry.register(manifest);
  }

  /** Whether the job's process is enabled in the host. */
  isEnabled({ symbolicName }: Job): Promise<boolean> {
    return this.registry.isEnabled(symbolicName);
  }

  /** Throws `ADDON_DISABLED`. */
  async assertEnabled(job: Job): Promise<void> {
    if (!(await this.isEnabled(job))) throw addonDisabled(job.symbolicName);
  }

  private firstJobNamed(name: string): Job | undefined {
    return this.processes.find(({ manifest, firstJob }) =>
      [firstJob.name, manifest.symbolicName, ...manifest.aliases].includes(name),
    )?.firstJob;
  }

  /** Undefined if the row is not one of a further job of these processes. */
  private furtherJob({ key, value }: StoredSetting): Job | undefined {
    const name = key.slice(JOB_KEYS.length);
    const { process, description, dataPool } = (value ?? {}) as Readonly<Record<string, unknown>>;
    const isKnown = this.processes.some(({ manifest }) => manifest.symbolicName === process);
    if (!isResourceName(name) || !isKnown) return undefined;
    return {
      name,
      symbolicName: String(process),
      dataPool: typeof dataPool === 'string' ? dataPool : DEFAULT_DATA_POOL,
      settingKey: key,
      description: typeof description === 'string' ? description : '',
    };
  }

  private processOf({ symbolicName }: Job): Process {
    const found = this.processes.find(({ manifest }) => manifest.symbolicName === symbolicName);
    if (!found) throw unknownProcess(symbolicName);
    return found;
  }
}

function withFirstJob(definition: ProcessDefinition, hostVersion: string | undefined): Process {
  const manifest = loadManifest(definition.manifestFile, hostVersion);
  const { symbolicName, job } = manifest;
  return { definition, manifest, firstJob: { ...job, symbolicName, dataPool: DEFAULT_DATA_POOL } };
}

/** Before 0.5.0, a job had a data pool of its own instead of the name of one. */
function onPoolOf(job: Job, row: StoredSetting | undefined): Job {
  const { dataPool } = (row?.value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof dataPool === 'string' ? { ...job, dataPool } : job;
}
