import { Inject, Injectable } from '@nestjs/common';

import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { type ProcessManifest, ProcessRegistry } from '../contract/process-registry.js';
import { SyncError } from '../contract/sync-error.js';
import type { Job } from './job.js';
import { loadManifest } from './load-manifest.js';

/** The data pool of the first job. */
const DEFAULT_DATA_POOL = 'default';

/** The processes of this add-on and their jobs: one of each so far. */
@Injectable()
export class ProcessCatalog {
  private readonly manifest: ProcessManifest;
  private readonly firstJob: Job;

  constructor(
    @Inject(ADDON_OPTIONS) { hostVersion }: Pick<LdapAddonBatchSyncOptions, 'hostVersion'>,
    private readonly registry: ProcessRegistry,
  ) {
    this.manifest = loadManifest(hostVersion);
    const { symbolicName, job } = this.manifest;
    this.firstJob = { ...job, symbolicName, dataPool: DEFAULT_DATA_POOL };
  }

  jobs(): readonly Job[] {
    return [this.firstJob];
  }

  /** The job of that name; a symbolic name or a published alias means the first job of its process. Throws `UNKNOWN_PROCESS`. */
  job(name: string): Job {
    const { symbolicName, aliases } = this.manifest;
    if (name === this.firstJob.name || name === symbolicName || aliases.includes(name)) return this.firstJob;
    throw new SyncError('UNKNOWN_PROCESS', { params: { symbolicName: name.slice(0, 100) } });
  }

  manifestOf(_job: Job): ProcessManifest {
    return this.manifest;
  }

  register(): Promise<void> {
    return this.registry.register(this.manifest);
  }

  /** Whether the host has the job's process enabled. */
  isEnabled({ symbolicName }: Job): Promise<boolean> {
    return this.registry.isEnabled(symbolicName);
  }

  /** Throws `ADDON_DISABLED`. */
  async assertEnabled(job: Job): Promise<void> {
    const { symbolicName } = job;
    if (!(await this.isEnabled(job))) throw new SyncError('ADDON_DISABLED', { params: { symbolicName } });
  }
}
