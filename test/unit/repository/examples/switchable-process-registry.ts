import { type ProcessManifest, ProcessRegistry } from '../../../../src/index.js';

/** Processes that an administrator can disable. A host would store the names, and list the manifests on a page. */
export class SwitchableProcessRegistry extends ProcessRegistry {
  readonly manifests = new Map<string, ProcessManifest>();
  private readonly disabled = new Set<string>();

  register(manifest: ProcessManifest): Promise<void> {
    this.manifests.set(manifest.symbolicName, manifest);
    return Promise.resolve();
  }

  isEnabled(symbolicName: string): Promise<boolean> {
    return Promise.resolve(this.manifests.has(symbolicName) && !this.disabled.has(symbolicName));
  }

  /** Call `SyncEvents.invalidate(['batch-synchronizations'])` afterwards, so that every process applies its schedule. */
  disable(symbolicName: string): void {
    this.disabled.add(symbolicName);
  }
}
