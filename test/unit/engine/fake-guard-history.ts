import type { RunFigures } from '../../../src/contract/guards.js';
import { GuardHistory } from '../../../src/engine/ports/guard-history.js';

export class FakeGuardHistory extends GuardHistory {
  constructor(private readonly given: { readonly past: readonly RunFigures[] }) {
    super();
  }

  latest = async () => this.given.past;
}
