import { SyncError } from '../../contract/sync-error.js';
import { ReadStore, type StoredRead } from '../../engine/ports/read-store.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { RunLeases } from '../runs/run-leases.js';
import { StagedTable } from './staged-table.js';
import { TemporaryRead } from './temporary-read.js';

/** Stores a read in a temporary table of the connection that holds the run's lease. */
export class TemporaryReadStore extends ReadStore {
  constructor(private readonly leases: RunLeases) {
    super();
  }

  async open(run: LeasedRun, targets: readonly MappingTarget[]): Promise<StoredRead> {
    if (!targets.includes('userName')) {
      const params = {
        symbolicName: run.job.symbolicName,
        field: 'mapping',
        reason: 'No row of the mapping writes userName.',
      };
      throw new SyncError('SETTINGS_INVALID', { params });
    }
    const staged = StagedTable.temporary(run.id, targets);
    const lease = this.leases.of(run);
    const copy = await lease.use(async (session) => {
      await session.query(`drop table if exists ${staged.name}`);
      await session.query(staged.createStatement());
      return session.copyIn(staged.name, staged.columnNames);
    });
    return new TemporaryRead(lease, staged, copy);
  }
}
