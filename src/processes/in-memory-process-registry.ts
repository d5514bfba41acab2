import { type ProcessManifest, ProcessRegistry } from '../contract/process-registry.js';

/** For a host without a registry of its own: every registered process is enabled. */
export class InMemoryProcessRegistry extends ProcessRegistry {
  private readonly symbolicNames = new Set<string>();

  register({ symbolicName }: ProcessManifest): Promise<void> {
    this.symbolicNames.add(symbolicName);
    return Promise.resolve();
  }

  isEnabled(symbolicName: string): Promise<boolean> {
    return Promise.resolve(this.symbolicNames.has(symbolicName));
  }
}
