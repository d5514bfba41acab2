import { Inject, Injectable } from '@nestjs/common';

import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { type ProcessManifest, ProcessRegistry } from '../contract/process-registry.js';
import { SyncError } from '../contract/sync-error.js';
import { loadManifest } from './manifest-file.js';

/** The one process of this add-on: what its manifest says, under which names it goes, whether it is enabled. */
@Injectable()
export class ProcessOffice {
  readonly manifest: ProcessManifest;

  constructor(
    @Inject(ADDON_OPTIONS) { hostVersion }: Pick<LdapAddonBatchSyncOptions, 'hostVersion'>,
    private readonly registry: ProcessRegistry,
  ) {
    this.manifest = loadManifest(hostVersion);
  }

  get symbolicName(): string {
    return this.manifest.symbolicName;
  }

  /** The symbolic name that is meant; a published alias is as good. Throws `UNKNOWN_PROCESS`. */
  resolve(name: string): string {
    const { symbolicName, aliases } = this.manifest;
    if (name === symbolicName || aliases.includes(name)) return symbolicName;
    throw new SyncError('UNKNOWN_PROCESS', { params: { symbolicName: name.slice(0, 100) } });
  }

  register(): Promise<void> {
    return this.registry.register(this.manifest);
  }

  isEnabled(): Promise<boolean> {
    return this.registry.isEnabled(this.symbolicName);
  }

  /** Throws `ADDON_DISABLED`. */
  async demandEnabled(): Promise<void> {
    const { symbolicName } = this;
    if (!(await this.isEnabled())) throw new SyncError('ADDON_DISABLED', { params: { symbolicName } });
  }
}
