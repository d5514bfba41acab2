import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';

import { ProcessRegistry, SettingsStore, SyncError, type ProcessManifest } from '../../index.js';

export interface AddOn {
  readonly manifest: ProcessManifest;
  readonly enabled: boolean;
}

/** The add-ons of this host. Whether an add-on is enabled is stored in `admin_setting`; the default is enabled. */
@Injectable()
export class HostProcessRegistry extends ProcessRegistry {
  private readonly manifests = new Map<string, ProcessManifest>();

  constructor(private readonly modules: ModuleRef) {
    super();
  }

  override async register(manifest: ProcessManifest): Promise<void> {
    this.manifests.set(manifest.symbolicName, manifest);
  }

  override async isEnabled(symbolicName: string): Promise<boolean> {
    const stored = await this.store.read(keyOf(symbolicName));
    return (stored?.value as { enabled?: unknown } | undefined)?.enabled !== false;
  }

  async all(): Promise<readonly AddOn[]> {
    return Promise.all([...this.manifests.values()].map((manifest) => this.addOn(manifest)));
  }

  /**
   * Enables or disables an add-on. The commit invalidates the cache `batch-synchronizations`, so that all processes
   * are notified. Throws `UNKNOWN_PROCESS`.
   */
  async enable(name: string, enabled: boolean, changedBy: string): Promise<AddOn> {
    const manifest = this.findByName(name);
    const key = keyOf(manifest.symbolicName);
    const stored = await this.store.read(key);
    if ((await this.isEnabled(manifest.symbolicName)) !== enabled) {
      const invalidates = ['batch-synchronizations'];
      await this.store.write({
        key,
        value: { enabled },
        expectedVersion: stored?.version ?? 0,
        changedBy,
        invalidates,
      });
    }
    return this.addOn(manifest);
  }

  /** Resolved on use, because the add-on receives this registry before its settings store exists. */
  private get store(): SettingsStore {
    return this.modules.get(SettingsStore, { strict: false });
  }

  private async addOn(manifest: ProcessManifest): Promise<AddOn> {
    return { manifest, enabled: await this.isEnabled(manifest.symbolicName) };
  }

  private findByName(name: string): ProcessManifest {
    const found = [...this.manifests.values()].find(
      ({ symbolicName, aliases }) => symbolicName === name || aliases.includes(name),
    );
    if (!found) throw new SyncError('UNKNOWN_PROCESS', { params: { symbolicName: name } });
    return found;
  }
}

function keyOf(symbolicName: string): string {
  return `add-on.${symbolicName}`;
}
