import { Inject, Injectable } from '@nestjs/common';

import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { type ProcessManifest, ProcessRegistry } from '../contract/process-registry.js';
import type { Job } from './job.js';
import { loadManifest } from './load-manifest.js';
import type { ProcessDefinition } from './process-definition.js';
import { addonDisabled, unknownProcess } from './process-errors.js';
import { SYNCHRONIZE_ACTIVE } from './synchronize-active.js';

/** The processes of this add-on. */
const DEFINITIONS: readonly ProcessDefinition[] = [SYNCHRONIZE_ACTIVE];

/** The data pool of the first job of a process. */
const DEFAULT_DATA_POOL = 'default';

/** A process with the jobs that run it. */
interface Process {
  readonly definition: ProcessDefinition;
  readonly manifest: ProcessManifest;
  readonly firstJob: Job;
}

/** The processes of this add-on and their jobs. Each process has one job so far. */
@Injectable()
export class ProcessCatalog {
  private readonly processes: readonly Process[];

  constructor(
    @Inject(ADDON_OPTIONS) { hostVersion }: Pick<LdapAddonBatchSyncOptions, 'hostVersion'>,
    private readonly registry: ProcessRegistry,
  ) {
    this.processes = DEFINITIONS.map((definition) => withFirstJob(definition, hostVersion));
  }

  jobs(): readonly Job[] {
    return this.processes.map(({ firstJob }) => firstJob);
  }

  /** The job of that name. A symbolic name or its alias leads to the first job of the process. Throws `UNKNOWN_PROCESS`. */
  job(name: string): Job {
    const found = this.processes.find(({ manifest, firstJob }) =>
      [firstJob.name, manifest.symbolicName, ...manifest.aliases].includes(name),
    );
    if (!found) throw unknownProcess(name);
    return found.firstJob;
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
