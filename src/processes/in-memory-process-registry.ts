import { type ProcessManifest, ProcessRegistry } from '../contract/process-registry.js';

/** For a host that keeps no registry of processes: what is registered is enabled. */
export class InMemoryProcessRegistry extends ProcessRegistry {
  private readonly registered = new Map<string, ProcessManifest>();

  register(manifest: ProcessManifest): Promise<void> {
    this.registered.set(manifest.symbolicName, manifest);
    return Promise.resolve();
  }

  isEnabled(symbolicName: string): Promise<boolean> {
    return Promise.resolve(this.registered.has(symbolicName));
  }
}
