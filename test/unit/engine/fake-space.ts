import { SyncError } from '../../../src/contract/sync-error.js';
import { DatabaseSpace } from '../../../src/engine/ports/database-space.js';

export class FakeSpace extends DatabaseSpace {
  constructor(private readonly fixture: { spaceChecks: number }) {
    super();
  }

  async assertFree(): Promise<void> {
    if (this.fixture.spaceChecks-- <= 0) throw new SyncError('DATABASE_FULL');
  }
}
