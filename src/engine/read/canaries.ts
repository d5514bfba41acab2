import { comparableName } from '../../mapping/comparable-name.js';
import type { Entry } from '../../mapping/directory-user.js';

/** The people whom every complete read must contain, by DN or stable id. */
export class Canaries {
  /** By the form in which they are compared. */
  private readonly unseen: Map<string, string>;

  constructor(canaries: readonly string[]) {
    this.unseen = new Map(canaries.map((canary) => [comparableName(canary), canary]));
  }

  see({ dn, stableId }: Entry): void {
    if (this.unseen.size === 0) return;
    if (stableId !== undefined) this.unseen.delete(stableId);
    this.unseen.delete(comparableName(dn));
  }

  /** Those who were not seen, as they were entered. */
  get missing(): readonly string[] {
    return [...this.unseen.values()];
  }
}
